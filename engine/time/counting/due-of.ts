import type { CountOptions, DuePoint } from '../calendar.js'
import { checkAmount, checkInstant, dayNumberOf } from '../check-amount.js'
import type { ClockRule, ClockRun, ClockSpan } from '../clock.js'
import { shiftDays } from './count-days.js'
import { Count } from './count.js'
import type { Instant, TimeTrace } from '../instant.js'
import { move, type Counting } from './move.js'
import { shiftDate } from './shift-date.js'

type Until = Extract<ClockRule, { kind: 'until' }>

/**
 * When a clock is due. A stretch of time is counted from the start without the pauses; one that still lasts counts
 * as over the instant it began. A point in the data is where it is, whatever was paused. The trace tells of the due
 * point, not of the lower end. Throws an `EngineError` for a point that is neither date nor instant.
 */
export function dueOf(counting: Counting, rule: ClockRule, run: ClockRun, trace?: TimeTrace): ClockSpan {
  const told: CountOptions = trace ? { trace } : {}
  if (rule.kind === 'until') return { due: pointOf(counting, rule, told) }
  const { startedAt: at, pauses } = run
  const { lower, upper } = rule.range
  const due = move(counting, { at, duration: upper, direction: 1 }, { ...told, pauses })
  if (!lower) return { due }
  return { due, lower: move(counting, { at, duration: lower, direction: 1 }, { pauses }) }
}

function pointOf(counting: Counting, { point, by }: Until, told: CountOptions): DuePoint {
  const direction = by?.direction === 'before' ? -1 : 1
  if (typeof point === 'string') {
    told.trace?.({ kind: 'point', day: point })
    if (by) return shiftDate(counting, { date: point, duration: by.duration, direction }, told)
    const day = counting.book.day(dayNumberOf(point))
    return pointAt({ at: day.close, provisional: !day.published }, told)
  }
  checkInstant(point)
  told.trace?.({ kind: 'point', to: point })
  if (!by) return pointAt({ at: point, provisional: false }, told)
  return isByDate(by.duration.unit)
    ? sameTime(counting, point, { ...by, direction }, told)
    : move(counting, { at: point, duration: by.duration, direction }, told)
}

/** A month before an instant is a month before its date, at the same local time, whatever days end at. */
function isByDate(unit: NonNullable<Until['by']>['duration']['unit']): boolean {
  return unit === 'day' || unit === 'week' || unit === 'month' || unit === 'year'
}

function sameTime(
  { book }: Counting,
  at: Instant,
  { duration, direction }: { duration: NonNullable<Until['by']>['duration']; direction: 1 | -1 },
  told: CountOptions,
): DuePoint {
  checkAmount(duration)
  const shifted = shiftDays({ book, count: new Count(), pauses: [] }, at, duration, direction)
  return pointAt({ at: shifted, provisional: false }, told)
}

function pointAt(due: DuePoint, told: CountOptions): DuePoint {
  told.trace?.({ kind: 'result', to: due.at })
  return due
}
