import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError, type Text } from '../../errors/index.js'
import type { StoreReads } from '../../store/port.js'
import type { Calendar } from '../../time/calendar.js'
import type { Instant } from '../../time/instant.js'
import { everyRow } from '../every-row.js'
import { factsIn } from '../process-catalogue.js'
import { recomputed } from '../recount.js'
import { readRecord } from '../stored-record.js'
import { compareClocks, isMoved, type ClockChanges } from './compare-clocks.js'
import { titlesOf } from './titles-of.js'

/** Cases that are listed unless asked otherwise; the totals always cover all. */
const usuallyListed = 100

/** Where cases are read from, and the world they live in. */
export interface CalendarDiffHost {
  readonly reads: StoreReads
  readonly processOf: (record: InstanceRecord) => Promise<CheckedProcess>
  /** All calendars in force. */
  readonly calendars: ReadonlyMap<string, Calendar>
  /** The same if one were another: those that extend it change with it. Absent where nobody knows which do. */
  readonly calendarsIf?: (next: Calendar) => ReadonlyMap<string, Calendar>
  readonly now: Instant
}

export interface CalendarDiffRequest {
  readonly old: Calendar
  /** The same calendar as it might be. */
  readonly next: Calendar
  /** Most cases to list. */
  readonly listed?: number
}

/** What a changed calendar would do to one case. */
export interface CaseChanges extends ClockChanges {
  readonly instance: string
  readonly process: string
  readonly number?: string
  /** What people call the deadlines and states among the clocks, by the ids used here. */
  readonly titles: { readonly [id: string]: Text }
}

/** What a changed calendar would do to the open cases; nothing has been changed. */
export interface CalendarDiff {
  readonly calendar: string
  readonly zone: string
  readonly from: string
  readonly to: string
  /** Hash of the newest version that was deployed, where the old one given is another. */
  readonly storedVersion?: string
  readonly at: Instant
  /** Calendars that extend this one and change with it. */
  readonly extendedBy: readonly string[]
  /** Other calendars of which nobody knows here whether they extend this one: their cases are not counted again. */
  readonly notFollowed: readonly string[]
  /** Open cases with a clock that is counted with this calendar, or with one that extends it. */
  readonly cases: number
  readonly moved: number
  readonly clocksMoved: number
  /** Cases with a deadline that becomes overdue, and with one that no longer is. */
  readonly becomeOverdue: number
  readonly noLongerOverdue: number
  /** Cases that could not be counted, and the first of them with the code of the error. */
  readonly failed: number
  readonly failures: readonly { readonly instance: string; readonly code: string }[]
  readonly listed: readonly CaseChanges[]
  /** Cases that move and are not listed. */
  readonly unlisted: number
}

/**
 * What if a calendar were another: counts every open case that uses it again in memory, with the old one and with the
 * new one, and compares. Reads page by page and keeps what is listed. Throws `usage-wrong` for two calendars of
 * different ids.
 */
export async function calendarDiff(
  host: CalendarDiffHost,
  request: CalendarDiffRequest,
): Promise<CalendarDiff> {
  const { old, next, listed = usuallyListed } = request
  if (old.id !== next.id)
    throw new EngineError(
      'usage-wrong',
      `Expected two versions of one calendar, but found '${old.id}' and '${next.id}'.`,
    )
  const worlds = { old: worldWith(host, old), next: worldWith(host, next) }
  const extendedBy = changedBeside(worlds, old.id)
  const tally = new Tally(listed)
  for await (const record of casesCountedWith(host.reads, new Set([old.id, ...extendedBy])))
    await compareCase(host, { record, ...worlds }, tally)
  const stored = (await host.reads.calendarVersions(old.id)).at(-1)
  return {
    calendar: old.id,
    zone: next.zone,
    from: old.hash,
    to: next.hash,
    ...(stored && stored.hash !== old.hash && { storedVersion: stored.hash }),
    at: host.now,
    extendedBy,
    notFollowed: host.calendarsIf ? [] : [...host.calendars.keys()].filter((id) => id !== old.id).sort(),
    ...tally.result(),
  }
}

type World = ReadonlyMap<string, Calendar>

function worldWith(host: CalendarDiffHost, calendar: Calendar): World {
  return host.calendarsIf?.(calendar) ?? new Map(host.calendars).set(calendar.id, calendar)
}

/** Ids of the other calendars that differ between the two worlds, those left out in one included. */
function changedBeside({ old, next }: { readonly old: World; readonly next: World }, id: string) {
  const ids = new Set([...old.keys(), ...next.keys()])
  return [...ids].filter((one) => one !== id && old.get(one)?.hash !== next.get(one)?.hash).sort()
}

class Tally {
  readonly #most: number
  readonly #listed: CaseChanges[] = []
  readonly #failures: { instance: string; code: string }[] = []
  readonly #counts = { cases: 0, moved: 0, clocksMoved: 0, becomeOverdue: 0, noLongerOverdue: 0, failed: 0 }

  constructor(most: number) {
    this.#most = most
  }

  add(changes: CaseChanges): void {
    this.#counts.cases += 1
    if (!isMoved(changes)) return
    this.#counts.moved += 1
    this.#counts.clocksMoved += changes.clocks.length
    if (changes.becomeOverdue.length > 0) this.#counts.becomeOverdue += 1
    if (changes.noLongerOverdue.length > 0) this.#counts.noLongerOverdue += 1
    if (this.#listed.length < this.#most) this.#listed.push(changes)
  }

  fail(instance: string, code: string): void {
    this.#counts.cases += 1
    this.#counts.failed += 1
    if (this.#failures.length < this.#most) this.#failures.push({ instance, code })
  }

  result() {
    const unlisted = this.#counts.moved - this.#listed.length
    return { ...this.#counts, failures: this.#failures, listed: this.#listed, unlisted }
  }
}

async function* casesCountedWith(
  reads: StoreReads,
  wanted: ReadonlySet<string>,
): AsyncGenerator<InstanceRecord> {
  for (const { key, calendars } of await reads.calendarSets()) {
    if (!calendars.some(({ id }) => wanted.has(id))) continue
    for await (const id of everyRow((page) => reads.instancesCountedWith(key, page))) {
      const record = await readRecord(reads, id)
      // It may have ended since the page was read.
      if (record?.status === 'active') yield record
    }
  }
}

async function compareCase(
  host: CalendarDiffHost,
  { record, old, next }: { readonly record: InstanceRecord; readonly old: World; readonly next: World },
  tally: Tally,
): Promise<void> {
  try {
    const process = await host.processOf(record)
    const under = (world: World): InstanceRecord => {
      const facts = factsIn(process, world)
      return recomputed({ process, facts, now: host.now }, record, { reason: 'what if' })?.after ?? record
    }
    const changes = compareClocks(under(old), under(next), host.now)
    const { id, number } = record
    tally.add({
      instance: id,
      process: process.id,
      ...(number === undefined ? {} : { number }),
      titles: titlesOf(process, changes),
      ...changes,
    })
  } catch (error) {
    if (!(error instanceof EngineError) || error.retryable) throw error
    tally.fail(record.id, error.code)
  }
}
