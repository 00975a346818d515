import { dayMs } from './date.js'
import type { Instant } from './instant.js'
import { parseInstant } from './parse-instant.js'
import { toInstant } from './zone.js'

/**
 * Reads what a clock in `zone` shows, `2026-03-01T10:00` (seconds may follow). A time the clock skips moves forward by
 * the gap; of a time it shows twice, the first is taken. `undefined` for anything else, a text with an offset included.
 */
export function parseLocalTime(text: string, zone: string): Instant | undefined {
  const shown = parseInstant(`${text}Z`)
  if (shown === undefined) return undefined
  const day = Math.floor(shown / dayMs)
  return toInstant(day, shown - day * dayMs, zone)
}
