import { toDayNumber, dayMs } from './date.js'
import type { Instant } from './instant.js'

const pattern =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/

/**
 * Reads an instant as RFC 3339 writes it, `2026-09-28T09:30:00+08:00`; the seconds may be left out, an offset or
 * `Z` may not. Fractions below a millisecond are cut. `undefined` for anything else, leap seconds included.
 */
export function parseInstant(text: string): Instant | undefined {
  const parts = pattern.exec(text)
  if (!parts) return undefined
  const [
    ,
    date = '',
    hour,
    minute,
    second = '0',
    fraction = '',
    ,
    sign,
    offsetHour = '0',
    offsetMinute = '0',
  ] = parts
  const day = toDayNumber(date)
  const time = clock(Number(hour), Number(minute), Number(second))
  const offset = clock(Number(offsetHour), Number(offsetMinute), 0)
  if (day === undefined || time === undefined || offset === undefined) return undefined
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  return day * dayMs + time + milliseconds - (sign === '-' ? -offset : offset)
}

function clock(hour: number, minute: number, second: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000
}
