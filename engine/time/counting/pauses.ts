import { EngineError } from '../../errors/engine-error.js'
import type { Pause } from '../calendar.js'
import { dayMs } from '../date.js'
import { isInstant, type Instant } from '../instant.js'

/**
 * Pauses in order, without the empty ones; those that overlap or follow each other at one instant become one, so
 * that pausing and going on at one instant changes nothing. Throws an `EngineError` for what is no
 * instant, and for a pause of more than a hundred years.
 */
export function readPauses(pauses: readonly Pause[] | undefined): readonly Pause[] {
  if (!pauses || pauses.length === 0) return noPauses
  const joined: Pause[] = []
  for (const pause of pauses.filter(isLonger).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && pause.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, pause.to) }
    } else joined.push(pause)
  }
  return joined
}

const noPauses: readonly Pause[] = []

/** A hundred years in milliseconds, as the longest duration; more is a mistake that would be counted day by day. */
export const longestPause = 36_525 * dayMs

function isLonger({ from, to }: Pause): boolean {
  if (isInstant(from) && isInstant(to) && to - from <= longestPause) return from < to
  throw new EngineError(
    'usage-wrong',
    `Expected a pause of at most a hundred years between two instants in whole milliseconds, but found ${from} to ${to}.`,
  )
}

/**
 * The pause a clock stands in at an instant, `undefined` when it runs. A pause holds the instant it begins at and
 * not the one it ends at: a clock that goes on at the close of a day has counted that day.
 */
export function pauseAt(at: Instant, pauses: readonly Pause[]): Pause | undefined {
  return pauses.find((pause) => pause.from <= at && at < pause.to)
}

/** The parts of a stretch of time that lie in no pause, in order. */
export function withoutPauses(from: Instant, to: Instant, pauses: readonly Pause[]): readonly Pause[] {
  const parts: Pause[] = []
  let start = from
  for (const pause of pauses) {
    if (pause.to <= start) continue
    if (pause.from >= to) break
    if (start < pause.from) parts.push({ from: start, to: pause.from })
    start = pause.to
  }
  if (start < to) parts.push({ from: start, to })
  return parts
}
