import { nextOccurrence, slotOf, type CheckedSchedule, type Occurrence } from '../../definition/index.js'
import type { ScheduleSlotRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'

/** Begun this soon, an occurrence counts as in time, in milliseconds: a restart of the program is no stop. */
export const inTime = 15 * 60_000

/** Most occurrences decided in one transaction. */
const mostAtOnce = 500

export interface PlannedOccurrences {
  readonly slots: readonly ScheduleSlotRow[]
  /** Time of the last one decided. */
  readonly doneUntil: Instant
}

/**
 * Decides what becomes of the occurrences after `doneUntil` that are due by `now`, oldest first: begun, or passed
 * over by what the schedule says about catching up. One that is begun in time is never passed over. `undefined` when
 * none is due. A long row comes in several portions: ask again until there is none.
 */
export function planOccurrences(
  schedule: CheckedSchedule,
  doneUntil: Instant,
  now: Instant,
): PlannedOccurrences | undefined {
  const { rule, calendar } = schedule
  const slots: ScheduleSlotRow[] = []
  let done = doneUntil
  let next = nextOccurrence(rule, calendar, doneUntil)
  while (next && next.at <= now && slots.length < mostAtOnce) {
    const following = nextOccurrence(rule, calendar, next.at)
    const superseded = following !== undefined && following.at <= now
    slots.push(slotRow(schedule, next, { now, superseded }))
    done = next.at
    next = following
  }
  return slots.length === 0 ? undefined : { slots, doneUntil: done }
}

interface Circumstances {
  readonly now: Instant
  /** A later one is due too. */
  readonly superseded: boolean
}

function slotRow(schedule: CheckedSchedule, occurrence: Occurrence, here: Circumstances): ScheduleSlotRow {
  const begins = isBegun(schedule, occurrence, here)
  return {
    schedule: schedule.id,
    slot: slotOf(occurrence),
    dueAt: occurrence.at,
    status: begins ? 'open' : 'passed-over',
    begunAt: here.now,
    ...(begins ? {} : { endedAt: here.now }),
    started: 0,
    refused: 0,
  }
}

function isBegun(
  { catchUp, within, calendar }: CheckedSchedule,
  { at }: Occurrence,
  { now, superseded }: Circumstances,
): boolean {
  if (now - at <= inTime) return true
  if (catchUp === 'none' || (catchUp === 'latest' && superseded)) return false
  return within === undefined || calendar.add(at, within).at >= now
}
