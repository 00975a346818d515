import { occurrencesAfter, type CheckedSchedule, type Occurrence } from '../../definition/index.js'
import type { ScheduleSlotRow, ScheduleStartRow, StoreReads } from '../../store/port.js'
import { EngineError } from '../../errors/index.js'
import { isDate, startOfDate } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'

/** A schedule of the folder, when it falls due next, and what became of it lately. */
export interface ScheduleStatus {
  readonly schedule: CheckedSchedule
  /** Its next occurrences, soonest first. */
  readonly next: readonly Occurrence[]
  /** When it was first deployed. */
  readonly since?: Instant
  /** Its latest occurrences, newest first: begun, through, or passed over. */
  readonly occurrences: readonly ScheduleSlotRow[]
  /** Starts that were refused, newest first. */
  readonly refused: readonly ScheduleStartRow[]
}

/** Occurrences and refusals shown of each schedule. */
const shown = { next: 5, occurrences: 10, refused: 20 }

/** What is known of schedules at `now`. */
export async function scheduleStatuses(
  read: StoreReads,
  schedules: readonly CheckedSchedule[],
  now: Instant,
): Promise<readonly ScheduleStatus[]> {
  const rows = new Map((await read.schedules()).map((row) => [row.id, row]))
  return Promise.all(
    schedules.map(async (schedule) => {
      const since = rows.get(schedule.id)?.since
      return {
        schedule,
        next: nextOccurrences(schedule, now, shown.next),
        ...(since === undefined ? {} : { since }),
        occurrences: await read.scheduleSlots(schedule.id, shown.occurrences),
        refused: await read.refusedStarts(schedule.id, shown.refused),
      }
    }),
  )
}

/**
 * The next occurrences of a schedule, at most `count`: after an instant, or from the first moment of a local date on.
 * Reads no database. Throws `usage-wrong` for a date that does not exist.
 */
export function nextOccurrences(
  { rule, calendar }: CheckedSchedule,
  from: Instant | string,
  count: number,
): readonly Occurrence[] {
  if (typeof from === 'string' && !isDate(from))
    throw new EngineError('usage-wrong', `Expected a date such as 2026-10-01, but found '${from}'.`)
  const after = typeof from === 'string' ? startOfDate(from, calendar.zone) - 1 : from
  const found: Occurrence[] = []
  for (const occurrence of occurrencesAfter(rule, calendar, after)) {
    if (found.length >= count) break
    found.push(occurrence)
  }
  return found
}
