import type { Calendar, Duration, Pause, WarningPoint } from '../../time/calendar.js'
import { firstRung } from '../clocks/asked-timers.js'
import type { Clock } from '../clocks/clock-plan.js'
import { clockRule, clockRun, nextOutside } from '../clocks/count-run.js'
import type { ClockRecord, DeadlineRecord, TimerRecord, WaitRecord } from '../record.js'
import type { ClockRule, Instant, Recurrence, TraceLine } from './time-types.js'
import { partOfKey } from './timer-rule.js'

/** How a timer was counted. */
export interface TimerCount {
  /** Where the count began; for a warning `before` the due point it was counted back from. */
  readonly from: Instant
  /** When it comes by its rule; a timer that waits for the opening is due later. */
  readonly to: Instant
  readonly duration?: Duration
  /** What was counted; of a time of day and of a wait for the opening the days nobody works on. */
  readonly trace: readonly TraceLine[]
}

export type CountedTimers = Pick<ClockRecord, 'startedAt' | 'dueAt' | 'pauses' | 'paused' | 'reads'> &
  Pick<DeadlineRecord, 'breaches' | 'rungs'> &
  Pick<WaitRecord, 'sentFor' | 'anchor'>

/**
 * Counts a timer again, with its trace. `undefined` for one that comes at the due point of its clock, whose own trace
 * tells of it, and where the calendar would count otherwise today.
 */
export function countTimer(
  calendar: Calendar,
  clock: Clock,
  { run, timer }: { readonly run: CountedTimers; readonly timer: TimerRecord },
): TimerCount | undefined {
  if (clock.kind === 'remind') {
    const { startedAt: last, anchor = last } = run
    const { pauses } = clockRun(run)
    const count = repeated(calendar, clock.rule.every, { last, anchor, to: run.dueAt, pauses })
    return count.to === timer.dueAt ? count : undefined
  }
  if (clock.kind !== 'deadline') return undefined
  const part = partOfKey(timer.key)
  if (timer.kind === 'escalate') return rungCount(calendar, clock, { run, timer, part })
  if (timer.kind !== 'warn') return undefined
  const rule = clockRule(clock, run)
  const count = rule && warningCount(calendar, rule, { run, point: pointOf(clock, rule, part) })
  return count && Math.max(count.to, run.startedAt) === timer.dueAt
    ? { ...count, to: timer.dueAt }
    : undefined
}

type DeadlineClock = Extract<Clock, { kind: 'deadline' }>

/** The lower end of a range comes some time after the start. */
function pointOf(clock: DeadlineClock, rule: ClockRule, part: string): WarningPoint | undefined {
  if (part !== 'range') return clock.rule.warnings[Number(part)]?.at
  const lower = rule.kind === 'within' ? rule.range.lower : undefined
  return lower && { kind: 'after-start', duration: lower }
}

function warningCount(
  calendar: Calendar,
  rule: ClockRule,
  { run, point }: { readonly run: CountedTimers; readonly point: WarningPoint | undefined },
): TimerCount | undefined {
  if (!point) return undefined
  const { startedAt } = run
  const { pauses } = clockRun(run)
  if (point.kind === 'after-start') return added(calendar, startedAt, point.duration, pauses)
  if (point.kind === 'before') {
    const trace: TraceLine[] = []
    const options = {
      trace: (line: TraceLine) => trace.push(line),
      ...(rule.kind === 'within' ? { pauses } : {}),
    }
    const { at } = calendar.subtract(run.dueAt, point.duration, options)
    return { from: run.dueAt, to: at, duration: point.duration, trace }
  }
  const unit = rule.kind === 'within' ? rule.range.upper.unit : 'hour'
  const isWorking = unit.startsWith('working') || unit === 'end-of-day'
  const size = isWorking ? 60_000 : 1_000
  const amount = Math.round(point.share * calendar.elapsed(startedAt, run.dueAt, unit, pauses)) / size
  // A share that is no whole number of the smallest unit cannot be counted as a duration.
  if (!Number.isInteger(amount)) return undefined
  return added(calendar, startedAt, { amount, unit: isWorking ? 'working-minute' : 'second' }, pauses)
}

/** A telling that falls into closed hours is due later than it was counted. */
function rungCount(
  calendar: Calendar,
  { rule }: DeadlineClock,
  { run, timer, part }: { readonly run: CountedTimers; readonly timer: TimerRecord; readonly part: string },
): TimerCount | undefined {
  const breachedAt = run.breaches?.at(-1)?.at
  if (breachedAt === undefined) return undefined
  const rung = rule.ladder[Number(part)]
  const last = run.rungs?.[part]?.at ?? breachedAt
  const { pauses } = clockRun({ ...run, startedAt: last })
  let count: TimerCount | undefined
  if (part === firstRung) count = { from: breachedAt, to: breachedAt, trace: [] }
  else if (rung?.after) count = added(calendar, last, rung.after, pauses)
  else if (rung?.every) {
    const all = run.pauses ?? []
    const { at: to } = nextOutside(rung.every, { after: last, from: breachedAt }, all, calendar)
    count = repeated(calendar, rung.every, { last, anchor: breachedAt, to, pauses: [] })
  }
  if (!count || count.to >= timer.dueAt) return count?.to === timer.dueAt ? count : undefined
  return { ...count, trace: [...count.trace, ...daysOff(calendar, count.to, timer.dueAt)] }
}

/** Most multiples of a period that are looked at between where a repetition began and when it comes next. */
const mostMultiples = 500

/** A repetition: its period from the last time on, or a multiple of it from where it began; else the days off. */
function repeated(
  calendar: Calendar,
  { every, at }: Recurrence,
  span: {
    readonly last: Instant
    readonly anchor: Instant
    readonly to: Instant
    readonly pauses: readonly Pause[]
  },
): TimerCount {
  const { last, anchor, to, pauses } = span
  if (at === undefined) {
    const next = added(calendar, last, every, pauses)
    if (next.to === to) return next
    for (let times = 1; times <= mostMultiples; times += 1) {
      const duration = { ...every, amount: every.amount * times }
      const reached = calendar.add(anchor, duration, { pauses }).at
      if (reached === to) return added(calendar, anchor, duration, pauses)
      if (reached > to) break
    }
  }
  return { from: last, to, trace: every.unit === 'working-day' ? daysOff(calendar, last, to) : [] }
}

function added(calendar: Calendar, from: Instant, duration: Duration, pauses: readonly Pause[]): TimerCount {
  const trace: TraceLine[] = []
  const { at } = calendar.add(from, duration, { trace: (line) => trace.push(line), pauses })
  return { from, to: at, duration, trace }
}

const dayMs = 86_400_000
const mostDays = 366

/** The days from one instant to another nobody works on, holidays by name. */
function daysOff(calendar: Calendar, from: Instant, to: Instant): readonly TraceLine[] {
  const [first, last] = [calendar.dateOf(from), calendar.dateOf(to)]
  const days = new Set<string>()
  for (let at = from; at < to && days.size < mostDays; at += dayMs) days.add(calendar.dateOf(at))
  const off = new Set([...days, last].filter((day) => !calendar.isWorkingDay(day)))
  if (off.size === 0) return []
  const lines: TraceLine[] = []
  const amount = Math.max(1, days.size + 1 - off.size) + 1
  calendar.add(from - dayMs, { amount, unit: 'working-day' }, { trace: (line) => lines.push(line) })
  return lines.filter(({ day }) => day !== undefined && day >= first && day <= last && off.has(day))
}
