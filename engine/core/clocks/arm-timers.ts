import type { Draft } from '../draft.js'
import type { TimerRecord } from '../record.js'
import type { StepValues } from '../step-values.js'
import type { Instant } from '../../time/calendar.js'
import { askedTimers, type AskedTimer, type TimerWorld } from './asked-timers.js'
import type { ClockFold } from './clock-fold.js'
import type { Run } from './clock-run.js'
import { calendarOfRun, windowCalendarOfRun } from './run-calendar.js'
import { holds, openingIn } from './windows.js'

/**
 * Arms and disarms, so that exactly the timers are armed that the clocks ask for. A timer that is still asked for at
 * the same time stays the one it was; only clocks the step touched are looked at. What waits for an opening waits from
 * `now` on, which for a recount lies behind the time of its step.
 */
export function armTimers(draft: Draft, values: StepValues, fold: ClockFold, now: Instant): void {
  const asked = new Map<Run, AskedTimer[]>()
  for (const run of fold.runs.values())
    if (run.touched || fold.plan.watching.has(run.clock))
      asked.set(run, [...askedTimers(run, worldOf(draft, values, { run, now }))])
  const kept = draft.timers.filter((timer) => {
    const run = fold.runs.get(runIdOf(timer))
    const wanted = run && asked.get(run)
    return run !== undefined && (!wanted || isKept(timer, run, wanted))
  })
  if (kept.length < draft.timers.length) draft.timers = kept
  const missing = [...asked].filter(([, timers]) => timers.length > 0)
  if (missing.length === 0) return
  missing.sort(([a], [b]) => a.clock.order - b.clock.order)
  const armed = missing.flatMap(([run, timers]) => timers.map((timer) => armedTimer(draft, run, timer)))
  draft.timers = [...draft.timers, ...armed]
}

/** Id of the clock a timer belongs to. */
export function runIdOf({ kind, state, key }: Pick<TimerRecord, 'kind' | 'state' | 'key'>): string {
  if (kind === 'breach') return `${state}#${key}`
  if (kind === 'warn' || kind === 'escalate') return `${state}#${key.slice(0, key.lastIndexOf('.'))}`
  return `${state}@${kind}.${key}`
}

/** Whether a timer is still asked for; then nothing has to be armed in its place. */
function isKept(timer: TimerRecord, { visit }: Run, wanted: AskedTimer[]): boolean {
  if (visit !== timer.visit) return false
  const index = wanted.findIndex(
    ({ kind, key, due }) =>
      kind === timer.kind &&
      key === timer.key &&
      due.at === timer.dueAt &&
      due.provisional === timer.provisional,
  )
  if (index < 0) return false
  wanted.splice(index, 1)
  return true
}

function armedTimer(draft: Draft, { clock, visit }: Run, { kind, key, due }: AskedTimer): TimerRecord {
  const { at: dueAt, provisional } = due
  return { id: draft.nextTimerId(), kind, state: clock.state.path, visit, key, dueAt, provisional }
}

function worldOf(
  draft: Draft,
  values: StepValues,
  { run, now }: { readonly run: Run; readonly now: Instant },
): TimerWorld {
  const onCall = run.clock.kind === 'deadline' ? run.clock.rule.onCall : undefined
  return {
    calendar: calendarOfRun(draft.calendars, run),
    at: draft.at,
    onCall: onCall !== undefined && run.status === 'breached' && holds(values, onCall),
    waiting: (timer) => ({ now, armedAt: armedAt(draft, run, timer) }),
    opening: (window, at) =>
      openingIn(windowCalendarOfRun(draft.calendars, run) ?? calendarOfRun(draft.calendars, run), values, {
        window,
        at,
      }),
  }
}

function armedAt(
  { timers }: Draft,
  { clock, visit }: Run,
  { kind, key }: Pick<AskedTimer, 'kind' | 'key'>,
): Instant | undefined {
  const isOwn = (one: TimerRecord): boolean =>
    one.kind === kind && one.key === key && one.visit === visit && one.state === clock.state.path
  return timers.find(isOwn)?.dueAt
}
