import type { Pause } from '../calendar.js'
import type { Count } from './count.js'
import type { DayBook } from '../day-book.js'
import type { DurationUnit } from '../duration.js'
import type { Instant } from '../instant.js'
import { addOpenTime, openTimeBetween, subtractOpenTime } from './count-open-time.js'
import { pauseAt } from './pauses.js'

/** The time a clock counts in, without its pauses: all time, or the open time of a calendar. */
export interface OwnTime {
  /** The first instant at which `ms` have passed since `from`; for nothing, the first that counts. */
  add(from: Instant, ms: number): Instant
  /** The latest instant from which `ms` have passed at `to`. */
  subtract(to: Instant, ms: number): Instant
  /** Milliseconds between two instants, zero when the second is not later. */
  between(from: Instant, to: Instant): number
}

/** Open time for working units, elapsed time for all others. What is looked at in the book goes to `count`. */
export function ownTimeOf(unit: DurationUnit, book: DayBook, count: Count): OwnTime {
  if (!isWorkingUnit(unit)) return elapsedTime
  return {
    add: (from, ms) => addOpenTime(book, from, ms, count),
    subtract: (to, ms) => subtractOpenTime(book, to, ms, count),
    between: (from, to) => openTimeBetween(book, from, to),
  }
}

/** Whether a unit counts in the calendar's hours or days only. */
export function isWorkingUnit(unit: DurationUnit): boolean {
  return unit === 'working-minute' || unit === 'working-hour' || unit === 'working-day'
}

const elapsedTime: OwnTime = {
  add: (from, ms) => from + ms,
  subtract: (to, ms) => to - ms,
  between: (from, to) => Math.max(0, to - from),
}

/**
 * The instant at which `ms` of own time outside the pauses have passed. Where they exactly fill the time before a
 * pause it is the instant at which the pause begins. Nothing that begins in a pause has passed when the pause ends.
 */
export function addOutsidePauses(own: OwnTime, from: Instant, ms: number, pauses: readonly Pause[]): Instant {
  if (ms > 0) return moveLater(own, from, own.add(from, ms), pauses)
  let at = own.add(from, 0)
  for (;;) {
    const pause = pauseAt(at, pauses)
    if (!pause) return at
    at = own.add(pause.to, 0)
  }
}

/**
 * A due point of a count that began at `from`, moved later by the own time it was paused for: each pause that began
 * before the due point reached so far counts as a whole.
 */
export function moveLater(own: OwnTime, from: Instant, due: Instant, pauses: readonly Pause[]): Instant {
  let at = due
  for (const pause of pauses) {
    if (pause.from >= at) break
    const lost = own.between(Math.max(pause.from, from), pause.to)
    if (lost > 0) at = own.add(at, lost)
  }
  return at
}

/** The latest instant from which `ms` of own time outside the pauses have passed at `to`. */
export function subtractOutsidePauses(
  own: OwnTime,
  to: Instant,
  ms: number,
  pauses: readonly Pause[],
): Instant {
  if (ms > 0) return moveEarlier(own, own.subtract(to, ms), to, pauses)
  let at = own.subtract(to, 0)
  for (;;) {
    const pause = pauses.find(({ from, to: end }) => from < at && at < end)
    if (!pause) return at
    at = own.subtract(pause.from, 0)
  }
}

/** The beginning of a count that ends at `to`, moved earlier by the own time it was paused for. */
export function moveEarlier(own: OwnTime, begin: Instant, to: Instant, pauses: readonly Pause[]): Instant {
  let at = begin
  for (const pause of pauses.toReversed()) {
    if (pause.to <= at) break
    const lost = own.between(pause.from, Math.min(pause.to, to))
    if (lost > 0) at = own.subtract(at, lost)
  }
  return at
}

/** Milliseconds of own time outside the pauses. */
export function betweenOutsidePauses(
  own: OwnTime,
  from: Instant,
  to: Instant,
  pauses: readonly Pause[],
): number {
  let sum = own.between(from, to)
  for (const pause of pauses) sum -= own.between(Math.max(pause.from, from), Math.min(pause.to, to))
  return sum
}
