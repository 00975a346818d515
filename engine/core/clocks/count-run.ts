import type { Calendar, ClockRule, ClockRun, DuePoint, Instant, Pause } from '../../time/calendar.js'
import type { Recurrence } from '../../time/clock.js'
import type { ClockRecord } from '../record.js'
import type { Clock } from './clock-plan.js'
import type { Run } from './clock-run.js'

/** When a run is due, and when its lower end is reached. */
export interface Counted {
  readonly due: DuePoint
  readonly lower?: DuePoint
}

type Counts = Pick<Run, 'clock' | 'startedAt' | 'anchor' | 'pauses' | 'paused' | 'reads' | 'sentFor'>

/** Counts a run in a calendar. `undefined` where what it follows is not known (an erased personal value). */
export function countRun(run: Counts, calendar: Calendar): Counted | undefined {
  const { clock } = run
  if (clock.kind === 'remind') return { due: nextReminder(clock.rule.every, run, calendar) }
  const rule = clockRule(clock, run)
  return rule && calendar.dueOf(rule, clockRun(run))
}

/** Pauses put off a repetition of its own time; a time of day that falls into one is left out. */
function nextReminder(every: Recurrence, run: Counts, calendar: Calendar): DuePoint {
  const { startedAt, anchor: from = startedAt } = run
  if (every.at !== undefined) return nextOutside(every, { after: startedAt, from }, run.pauses, calendar)
  return calendar.nextOccurrence(every, startedAt, { from, pauses: clockRun(run).pauses })
}

/** The rule of a clock as the calendar counts it, with what the data says. A wait that repeats counts its period. */
export function clockRule(
  { kind, rule }: Clock,
  {
    reads,
    sentFor,
  }: { readonly reads?: ClockRecord['reads']; readonly sentFor?: string | number | undefined },
): ClockRule | undefined {
  if (kind === 'after') return { kind: 'within', range: { upper: rule.delay.upper } }
  if (kind === 'remind') return { kind: 'within', range: { upper: rule.every.every } }
  if (kind === 'notice') {
    const point = reads?.until ?? sentFor
    return point === undefined ? undefined : { kind: 'until', point, by: rule.at }
  }
  if (rule.within) return { kind: 'within', range: rule.within }
  if (reads?.until !== undefined)
    return { kind: 'until', point: reads.until, ...(rule.by ? { by: rule.by } : {}) }
  return rule.else && { kind: 'within', range: rule.else }
}

/** A run as the calendar counts it: pauses before its start do not count. */
export function clockRun({
  startedAt,
  pauses,
  paused,
}: {
  readonly startedAt: Instant
  readonly pauses?: readonly Pause[] | undefined
  readonly paused?: { readonly from: Instant } | undefined
}): ClockRun {
  return {
    startedAt,
    pauses: (pauses ?? [])
      .filter(({ to }) => to > startedAt)
      .map(({ from, to }) => ({ from: Math.max(from, startedAt), to })),
    ...(paused ? { pausedSince: Math.max(paused.from, startedAt) } : {}),
  }
}

/** The first occurrence after an instant, of a repetition that began at another, that does not fall into a pause. */
export function nextOutside(
  recurrence: Recurrence,
  { after, from }: { readonly after: Instant; readonly from: Instant },
  pauses: readonly Pause[],
  calendar: Calendar,
): DuePoint {
  let next = calendar.nextOccurrence(recurrence, after, { from })
  for (let last = after; next.at > last && isPaused(pauses, next.at);) {
    last = next.at
    next = calendar.nextOccurrence(recurrence, last, { from })
  }
  return next
}

function isPaused(pauses: readonly Pause[], at: Instant): boolean {
  return pauses.some(({ from, to }) => from <= at && at < to)
}
