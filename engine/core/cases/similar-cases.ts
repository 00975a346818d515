import type { CheckedProcess } from '../../definition/checked-process.js'
import { normaliseSearch } from '../../errors/index.js'
import type { Calendar, Duration } from '../../time/calendar.js'
import type { Instant } from '../../time/instant.js'
import type { InstanceRecord } from '../record.js'
import { searchValues, type SearchValue } from '../search-values.js'

/** Which cases may be the same matter, as it is asked of whoever keeps the cases. */
export interface SimilarRequest {
  readonly process: string
  /** All of these search values. */
  readonly values: readonly SearchValue[]
  /** Began at or after `from` and at or before `until`. */
  readonly from: Instant
  readonly until: Instant
  /** The case that asks. */
  readonly not: string
  readonly limit: number
}

/** Most cases told as similar. */
const mostSimilar = 20

/** What to ask for a case; `undefined` where its process names no `duplicates`, or the case lacks one of their values. */
export function similarRequest(process: CheckedProcess, record: InstanceRecord): SimilarRequest | undefined {
  const { duplicates } = process
  if (!duplicates) return undefined
  const search = searchValues(process, record)
  const values = duplicates.same.flatMap((field) => search.find((one) => one.field === field) ?? [])
  if (values.length < duplicates.same.length) return undefined
  return {
    process: process.id,
    values,
    from: record.createdAt - longest(duplicates.within),
    until: record.createdAt,
    not: record.id,
    limit: 200,
  }
}

/** Whether a case kept in memory is one that is asked for, as the database compares them. */
export function isAskedFor(
  { process, values, from, until, not }: SimilarRequest,
  one: { readonly process: CheckedProcess; readonly record: InstanceRecord },
): boolean {
  const { id, createdAt } = one.record
  if (one.process.id !== process || id === not || createdAt < from || createdAt > until) return false
  const found = searchValues(one.process, one.record)
  return values.every(({ field, value }) => {
    const wanted = normaliseSearch(value)
    return (
      wanted !== '' && found.some((each) => each.field === field && normaliseSearch(each.value) === wanted)
    )
  })
}

/** Of the cases found, newest first, those that began in the time of `duplicates`, counted in the calendar: at most 20. */
export function toldTwice<Found extends Pick<InstanceRecord, 'createdAt'>>(
  found: readonly Found[],
  asking: { readonly process: CheckedProcess; readonly record: InstanceRecord; readonly calendar: Calendar },
): readonly Found[] {
  const { duplicates } = asking.process
  if (!duplicates) return []
  return found
    .filter(
      ({ createdAt }) => asking.calendar.add(createdAt, duplicates.within).at >= asking.record.createdAt,
    )
    .slice(0, mostSimilar)
}

const day = 86_400_000

/** More than a duration can last, in milliseconds, so that the database need not count in calendars. */
function longest({ amount, unit }: Duration): number {
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
      return (amount + 1) * 3_600_000
    case 'week':
      return (amount + 1) * 8 * day
    case 'month':
      return (amount + 1) * 32 * day
    case 'year':
      return (amount + 1) * 367 * day
    default:
      // Working hours and days: holidays of any length lie between them.
      return (amount + 10) * 10 * day
  }
}
