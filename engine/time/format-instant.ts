import type { Instant } from './instant.js'
import { offsetAt } from './zone.js'

/**
 * Writes an instant as RFC 3339: in UTC with `Z`, or with the offset `zone` has then. Milliseconds appear only
 * where there are any. Historic offsets with seconds cannot be written and are shown in UTC.
 */
export function formatInstant(at: Instant, zone?: string): string {
  const offset = isUtc(zone) ? 0 : offsetAt(at, zone)
  if (isUtc(zone) || offset % 60_000 !== 0) return `${wallClock(at)}Z`
  const minutes = Math.abs(offset) / 60_000
  const sign = offset < 0 ? '-' : '+'
  return `${wallClock(at + offset)}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function isUtc(zone: string | undefined): zone is undefined | 'UTC' {
  return zone === undefined || zone === 'UTC'
}

function wallClock(local: number): string {
  return new Date(local).toISOString().replace(/(?:\.000)?Z$/, '')
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
