import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Instant } from '../../time/calendar.js'
import type { Facts, TrailEntry } from '../command.js'
import type { DeadlineRecord, WaitRecord } from '../record.js'
import { ClockCalendars } from './clock-calendars.js'
import { ClockFold } from './clock-fold.js'
import type { Run } from './clock-run.js'
import { countRun } from './count-run.js'
import type { EndedRun } from './ended-run.js'
import { calendarOfRun, windowCalendarOfRun } from './run-calendar.js'
import { deadlineRecord, waitRecord } from './run-record.js'
import { isHead } from './step-head.js'

/** The clocks of a case as its trail and the calendars in force tell them. */
export interface FoldedClocks {
  /** Comparable with `record.deadlines` and `record.waits`. */
  readonly deadlines: readonly DeadlineRecord[]
  readonly waits: readonly WaitRecord[]
  /** Runs that are over, in the order they ended. */
  readonly ended: readonly EndedRun[]
}

/**
 * Folds a whole trail, oldest first, into the clocks of the case. Due points are counted anew, in the calendars among
 * the facts: as long as these are the ones the case was counted in last, the result equals what its record keeps.
 * Pure. Where a personal value that a clock follows was erased, its due point stays as the trail noted it.
 */
export function foldClocks(
  process: CheckedProcess,
  facts: Pick<Facts, 'calendar' | 'calendars'>,
  trail: readonly TrailEntry[],
): FoldedClocks {
  const fold = new ClockFold(process)
  for (const entries of stepsOf(trail)) {
    fold.step(entries)
    fold.settle()
  }
  const calendars = new ClockCalendars(process, facts)
  for (const run of fold.runs.values()) {
    run.touched = true
    countIn(run, calendars)
  }
  return { ...clockRecords(fold), ended: fold.ended }
}

/** The runs of a fold as records keep them. Those the step did not touch stay the objects they were. */
export function clockRecords({ runs }: ClockFold): Pick<FoldedClocks, 'deadlines' | 'waits'> {
  const deadlines: DeadlineRecord[] = []
  const waits: WaitRecord[] = []
  for (const run of runs.values()) {
    const { source, touched, clock } = run
    const kept = touched ? undefined : source
    if (clock.kind === 'deadline') deadlines.push(kept && 'name' in kept ? kept : deadlineRecord(run))
    else waits.push(kept && 'kind' in kept ? kept : waitRecord(run, clock.kind))
  }
  return { deadlines, waits }
}

/** Counts a run in the calendars in force and keeps which these are. `false` where what it follows is not known. */
export function countIn(run: Run, calendars: ClockCalendars): boolean {
  const calendar = calendarOfRun(calendars, run)
  const opens = windowCalendarOfRun(calendars, run)
  run.calendar = { id: calendar.id, hash: calendar.hash }
  run.calendarId = calendar.id
  run.windowCalendar = opens && { id: opens.id, hash: opens.hash }
  run.windowCalendarId = opens?.id
  const counted = countRun(run, calendar)
  if (run.byHand) return setByHand(run, run.byHand.dueAt, counted?.lower?.at)
  if (!counted) return false
  run.dueAt = counted.due.at
  run.warnAt = counted.lower?.at
  run.provisional = counted.due.provisional
  return true
}

/** The lower end is still counted: it warns as long as it comes first. */
function setByHand(run: Run, dueAt: Instant, lower: Instant | undefined): true {
  run.dueAt = dueAt
  run.warnAt = lower !== undefined && lower < dueAt ? lower : undefined
  run.provisional = false
  return true
}

function stepsOf(trail: readonly TrailEntry[]): readonly (readonly TrailEntry[])[] {
  const steps: TrailEntry[][] = []
  for (const entry of trail) {
    const last = steps.at(-1)
    if (last && !isHead(entry)) last.push(entry)
    else steps.push([entry])
  }
  return steps
}
