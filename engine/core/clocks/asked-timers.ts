import type { Calendar, DuePoint, Instant } from '../../time/calendar.js'
import type { CheckedRung, CheckedWindow } from '../../definition/checked-process.js'
import type { TimerRecord } from '../record.js'
import type { Clock } from './clock-plan.js'
import type { Run } from './clock-run.js'
import { clockRule, clockRun, nextOutside } from './count-run.js'

/** A timer a clock asks for. */
export interface AskedTimer {
  readonly kind: TimerRecord['kind']
  readonly key: string
  readonly due: DuePoint
}

/** What the timers of a clock depend on besides its run. */
export interface TimerWorld {
  readonly calendar: Calendar
  /** When the clock is counted. */
  readonly at: Instant
  /** What is known of the wait of something that has to wait. */
  waiting(timer: Pick<AskedTimer, 'kind' | 'key'>): Waiting
  /** Whether somebody is on call: then nothing waits for the hours. */
  readonly onCall: boolean
  /** `at` where the window is open then, else the next opening; `undefined` where it does not open within five years. */
  opening(window: CheckedWindow, at: Instant): DuePoint | undefined
}

/** Since when something has to wait: now, and when the timer is due that is armed for it. */
export interface Waiting {
  readonly now: Instant
  readonly armedAt?: Instant | undefined
}

/** Key of the first telling of a breach among the rungs of an escalation. */
export const firstRung = 'breach'

/** Exactly the timers a run needs now; none while it is paused. */
export function askedTimers(run: Run, world: TimerWorld): readonly AskedTimer[] {
  const { clock, key, dueAt, provisional } = run
  if (run.paused || dueAt === undefined) return []
  const due = { at: dueAt, provisional }
  switch (clock.kind) {
    case 'after': {
      const { window } = clock.rule
      if (!window) return [{ kind: 'after', key, due }]
      const timer = { kind: 'after', key } as const
      const opening = (at: Instant) => world.opening(window, at)
      return [{ ...timer, due: waitFor(due, world.waiting(timer), opening) }]
    }
    case 'remind':
      // One that would not lie later would never end.
      return dueAt > run.startedAt ? [{ kind: 'remind', key, due }] : []
    case 'notice':
      return run.reads.until === undefined || run.reads.until === run.sentFor
        ? []
        : [{ kind: 'notice', key, due }]
    case 'deadline':
      return run.status === 'breached' ? escalation(run, clock, world) : promise(run, clock, { due, world })
  }
}

type DeadlineClock = Extract<Clock, { kind: 'deadline' }>

/** The warnings that were not given yet, then the breach. A warning that would not come before the breach is left out. */
function promise(
  run: Run,
  clock: DeadlineClock,
  { due, world: { calendar, at } }: { due: DuePoint; world: TimerWorld },
): readonly AskedTimer[] {
  const breach: AskedTimer = { kind: 'breach', key: clock.key, due }
  if (due.at <= at) return [breach]
  const asked: AskedTimer[] = []
  const warn = (warning: string, when: DuePoint): void => {
    if (when.at < due.at && !run.warnings.includes(warning))
      asked.push({ kind: 'warn', key: `${clock.key}.${warning}`, due: when })
  }
  if (run.warnAt !== undefined) warn('range', { at: run.warnAt, provisional: run.provisional })
  const rule = clockRule(clock, run)
  if (rule)
    clock.rule.warnings.forEach(({ at: point }, index) => {
      warn(String(index), calendar.warningAt(point, rule, clockRun(run), due))
    })
  return [...asked, breach]
}

/** Who is told of a breach, and when: in the hours of the calendar, unless somebody is on call. */
function escalation(run: Run, { key, rule }: DeadlineClock, world: TimerWorld): readonly AskedTimer[] {
  const breachedAt = run.breaches.at(-1)?.at
  if (breachedAt === undefined) return []
  const asked: AskedTimer[] = []
  const tell = (rung: string, due: DuePoint): void => {
    const timer = { kind: 'escalate', key: `${key}.${rung}` } as const
    asked.push({ ...timer, due: inHours(due, world, world.waiting(timer)) })
  }
  if (rule.escalate.length > 0 && !run.rungs[firstRung])
    tell(firstRung, { at: breachedAt, provisional: false })
  rule.ladder.forEach((rung, index) => {
    const told = run.rungs[String(index)]
    if (told && !rung.every) return
    const due = rungDue(rung, { breachedAt, from: told?.at ?? breachedAt, run, calendar: world.calendar })
    if (due) tell(String(index), due)
  })
  return asked
}

function rungDue(
  { after, every }: CheckedRung,
  {
    breachedAt,
    from,
    run,
    calendar,
  }: { readonly breachedAt: Instant; readonly from: Instant; readonly run: Run; readonly calendar: Calendar },
): DuePoint | undefined {
  if (after) return calendar.add(from, after, { pauses: clockRun({ ...run, startedAt: from }).pauses })
  const next = every && nextOutside(every, { after: from, from: breachedAt }, run.pauses, calendar)
  return next && next.at > from ? next : undefined
}

/** `due` itself while the calendar is open, a closing instant included, or somebody is on call; else the next opening. */
export function inHours(
  due: DuePoint,
  { calendar, onCall }: Pick<TimerWorld, 'calendar' | 'onCall'>,
  waiting: Waiting,
): DuePoint {
  return waitFor(due, waiting, (at) =>
    onCall || calendar.isOpen(at) || calendar.isOpen(at - 1)
      ? { at, provisional: false }
      : calendar.openingOf({ openOnly: true }, at),
  )
}

/**
 * When something comes that has to wait for an opening. What is overdue is looked at as of now: that its hour was open
 * once does not make it open now. What has a timer is looked at as of that at the latest: it is not put off because
 * nobody fired it yet, least of all where its timer does not wait. Where there is never an opening, it does not wait.
 */
function waitFor(
  due: DuePoint,
  { now, armedAt }: Waiting,
  opening: (at: Instant) => DuePoint | undefined,
): DuePoint {
  if (armedAt === due.at && due.at <= now) return due
  const from = Math.max(due.at, Math.min(now, armedAt ?? now))
  const opens = opening(from)
  if (!opens) return due
  if (opens.at === from && armedAt !== from) return due
  return { at: opens.at, provisional: opens.provisional || due.provisional }
}
