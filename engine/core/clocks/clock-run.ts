import type { Instant } from '../../time/calendar.js'
import type { ClockRecord, DeadlineRecord, WaitRecord } from '../record.js'
import type { Clock } from './clock-plan.js'

/** Why a clock is counted in a step, the strongest reason first. */
export type CountReason = 'new' | 'restart' | 'data' | 'recompute' | 'by-hand' | 'pause' | 'fired'

/** One run of a clock while a step or a fold is being made. Changed in place; a record is made of it at the end. */
export interface Run {
  readonly id: string
  readonly clock: Clock
  /** Key of the wait; name of the deadline. */
  readonly key: string
  readonly visit: number
  startedAt: Instant
  pauses: NonNullable<ClockRecord['pauses']>
  paused: ClockRecord['paused']
  reads: NonNullable<ClockRecord['reads']>
  /** What it read was a personal value that has been erased since: its due point stays as it was noted. */
  withheld: boolean
  /** Calendar the data chose, or the one it was counted in last. */
  calendarId: string | undefined
  /** The due point an operator has set in place of the one that is counted. */
  byHand: ClockRecord['byHand']
  /** As it was counted last; a run begun in this step has none before it is counted. */
  dueAt: Instant | undefined
  warnAt: Instant | undefined
  provisional: boolean
  calendar: ClockRecord['calendar']
  /** The same of the window an `after` waits for. */
  windowCalendarId: string | undefined
  windowCalendar: WaitRecord['windowCalendar']
  status: DeadlineRecord['status']
  warnings: readonly string[]
  breaches: NonNullable<DeadlineRecord['breaches']>
  rungs: NonNullable<DeadlineRecord['rungs']>
  /** Where the repetition of a reminder that has come began. */
  anchor: Instant | undefined
  sentFor: string | number | undefined
  /** Set while the step under way gives a reason to count it. */
  count: CountReason | undefined
  /** Whether the step under way changed anything of it. */
  touched: boolean
  /** The record it came from. */
  readonly source: DeadlineRecord | WaitRecord | undefined
}

/** A run that begins. */
export function newRun(
  clock: Clock,
  { id, visit, startedAt }: { readonly id: string; readonly visit: number; readonly startedAt: Instant },
): Run {
  return {
    id,
    clock,
    key:
      clock.kind === 'deadline' ? clock.key : id.slice(id.indexOf(`@${clock.kind}.`) + clock.kind.length + 2),
    visit,
    startedAt,
    pauses: [],
    paused: undefined,
    reads: {},
    withheld: false,
    byHand: undefined,
    calendarId: undefined,
    dueAt: undefined,
    warnAt: undefined,
    provisional: false,
    calendar: undefined,
    windowCalendarId: undefined,
    windowCalendar: undefined,
    status: 'running',
    warnings: [],
    breaches: [],
    rungs: {},
    anchor: undefined,
    sentFor: undefined,
    count: 'new',
    touched: true,
    source: undefined,
  }
}

/** Gives a reason to count a run again; a weaker one does not replace a stronger. */
export function countAgain(run: Run, reason: CountReason): void {
  run.touched = true
  if (run.count === undefined || strength.indexOf(reason) < strength.indexOf(run.count)) run.count = reason
}

/** Begins a run anew at a time; what its data said stays, what came of it goes. */
export function restart(run: Run, at: Instant): void {
  run.startedAt = at
  run.anchor = undefined
  run.byHand = undefined
  run.pauses = []
  if (run.paused) run.paused = { ...run.paused, from: at }
  run.status = 'running'
  run.warnings = []
  run.breaches = []
  run.rungs = {}
  countAgain(run, 'restart')
}

/** Whether a run has what it counts from: without the date it follows there is nothing to be due. */
export function isFounded({ clock, reads, withheld, sentFor }: Run): boolean {
  if (withheld) return true
  if (clock.kind === 'notice') return reads.until !== undefined || sentFor !== undefined
  if (clock.kind !== 'deadline') return true
  const { until, else: otherwise, from } = clock.rule
  if (from?.kind === 'data' && reads.from === undefined) return false
  return !until || otherwise !== undefined || reads.until !== undefined
}

const strength: readonly CountReason[] = ['new', 'restart', 'data', 'recompute', 'by-hand', 'pause', 'fired']
