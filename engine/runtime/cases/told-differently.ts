import { searchValues } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import { normaliseSearch } from '../../errors/index.js'

/** By which fields two cases are probably not the same matter: they differ in them, or know nothing of them both. */
export interface ToldDifferently {
  readonly why: 'different' | 'unknown'
  readonly fields: readonly string[]
}

/**
 * Why two cases of one process are probably not the same matter: a field that `duplicates` names differs, or not one of
 * them is known of both. A value only one of them has says nothing. `undefined` where they agree, or the process does
 * not say what makes two cases the same.
 */
export function toldDifferently(
  process: CheckedProcess,
  one: InstanceRecord,
  other: InstanceRecord,
): ToldDifferently | undefined {
  const same = process.duplicates?.same ?? []
  const known = same.filter((field) => [one, other].every((each) => valueOf(process, each, field) !== ''))
  const different = known.filter((field) => valueOf(process, one, field) !== valueOf(process, other, field))
  if (different.length > 0) return { why: 'different', fields: different }
  if (same.length > 0 && known.length === 0) return { why: 'unknown', fields: same }
  return undefined
}

/** As the search compares it; empty where there is none. */
function valueOf(process: CheckedProcess, record: InstanceRecord, field: string): string {
  const found = searchValues(process, record).find((one) => one.field === field)
  return found ? normaliseSearch(found.value) : ''
}
