import { Temporal } from 'temporal-polyfill'
import { dayMs, fromDayNumber, toDayNumber, weekdayOf } from './date.js'
import type { Instant } from './instant.js'

/** What a clock and a calendar on the wall of a zone show. Months count from 1; weekday 1 is Monday, 7 is Sunday. */
export interface LocalParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly weekday: number
}

/** What a clock in `zone` shows at an instant. */
export function localParts(at: Instant, zone: string): LocalParts {
  const local = at + offsetAt(at, zone)
  const wall = new Date(local)
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: weekdayOf(Math.floor(local / dayMs)),
  }
}

/** The local date `yyyy-mm-dd` of an instant. */
export function dateIn(at: Instant, zone: string): string {
  return fromDayNumber(dayNumberIn(at, zone))
}

/** The local date of an instant as days since 1970-01-01. */
export function dayNumberIn(at: Instant, zone: string): number {
  return Math.floor((at + offsetAt(at, zone)) / dayMs)
}

/** The time of day in `zone` as milliseconds since the wall clock showed midnight. */
export function timeOfDayIn(at: Instant, zone: string): number {
  const local = at + offsetAt(at, zone)
  return local - Math.floor(local / dayMs) * dayMs
}

/**
 * The first instant of a local date: midnight, or the first moment after it where the clock skips midnight.
 * Throws a `RangeError` unless `date` is a date `yyyy-mm-dd` that exists.
 */
export function startOfDate(date: string, zone: string): Instant {
  const day = toDayNumber(date)
  if (day === undefined) throw new RangeError(`Expected a date such as 2026-09-28, but found '${date}'.`)
  return toInstant(day, 0, zone)
}

/**
 * The instant at which a clock in `zone` shows `timeMs` after midnight of the day. A time the clock skips moves
 * forward by the gap; of a time it shows twice, the first is taken. `timeMs` may lie beyond the day.
 */
export function toInstant(day: number, timeMs: number, zone: string): Instant {
  const local = day * dayMs + timeMs
  const { start, end, offsetMs } = windowAt(local, zone)
  const at = local - offsetMs
  // No offset is as large as a day: this far from any change of the clock there is no other such instant.
  const isFarFromChange = start < at - 2 * dayMs && at + 2 * dayMs < end
  return isFarFromChange ? at : nearChange(local, zone)
}

/** Asks the zone database, which takes ten times as long. */
function nearChange(localMs: number, zone: string): Instant {
  const wall = new Date(localMs)
  const local = new Temporal.PlainDateTime(
    wall.getUTCFullYear(),
    wall.getUTCMonth() + 1,
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
    wall.getUTCMilliseconds(),
  )
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

/** Asking Intl takes a millisecond. The database has fewer zones than this. */
const zonesKept = 1_000
const knownZones = new Set<string>()

/** Whether a text names a zone of the IANA database. Offsets such as `+08:00` are no zones, nor is `CST`. */
export function isZone(text: string): boolean {
  if (knownZones.has(text)) return true
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    const isKnown = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
    // Intl also takes abbreviations, such as CST, with which nothing can be counted.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)
    // Case does not matter to Intl, so that one zone has many spellings: only those people use are kept.
    if (isKnown && knownZones.size < zonesKept) knownZones.add(text)
    return isKnown
  } catch {
    return false // a RangeError says that a zone is not known
  }
}

interface OffsetWindow {
  readonly start: Instant
  readonly end: Instant
  readonly offsetMs: number
}

/** Enough for the zones and years one program looks at; a full memory is emptied, results stay the same. */
const windowsKept = 512
const windows = new Map<string, OffsetWindow[]>()
let windowCount = 0

/**
 * Milliseconds that local time is ahead of UTC. Asking the zone database takes 30 µs, so the answer is kept for
 * the time until the clock changes next.
 */
export function offsetAt(at: Instant, zone: string): number {
  return windowAt(at, zone).offsetMs
}

/** Whether a clock in `zone` is not changed between two instants. */
export function isSteady(from: Instant, to: Instant, zone: string): boolean {
  return to <= windowAt(from, zone).end
}

function windowAt(at: Instant, zone: string): OffsetWindow {
  const known = windows.get(zone)?.find((window) => window.start <= at && at < window.end)
  if (known) return known
  const found = findWindow(at, zone)
  if (windowCount >= windowsKept) {
    windows.clear()
    windowCount = 0
  }
  windowCount += 1
  windows.set(zone, [...(windows.get(zone) ?? []), found])
  return found
}

function findWindow(at: Instant, zone: string): OffsetWindow {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  // One millisecond later, because a change exactly at `at` begins the window.
  const previous = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  const next = zoned.getTimeZoneTransition('next')
  return {
    start: previous?.epochMilliseconds ?? -Infinity,
    end: next?.epochMilliseconds ?? Infinity,
    offsetMs: zoned.offsetNanoseconds / 1_000_000,
  }
}
