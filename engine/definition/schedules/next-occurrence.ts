import type { Calendar } from '../../time/calendar.js'
import { fromDayNumber, toDayNumber } from '../../time/date.js'
import type { Instant } from '../../time/instant.js'
import { dayNumberIn, toInstant } from '../../time/zone.js'
import { isOccurrenceDay } from './occurrence-day.js'
import { needsWorkingDays, type Occurrence, type ScheduleRule } from './schedule-rule.js'

/** How far ahead an occurrence is looked for: ten years, in days. */
const horizon = 3653

/**
 * The first occurrence that lies after `after`; `undefined` when there is none within ten years. A local time that
 * the clock skips moves forward by the gap, one that it shows twice is taken the first time; two that fall on one
 * instant are one occurrence.
 */
export function nextOccurrence(
  rule: ScheduleRule,
  calendar: Calendar,
  after: Instant,
): Occurrence | undefined {
  // One day earlier, since a skipped time may lead beyond midnight.
  const begin = dayNumberIn(after, calendar.zone) - 1
  const first = Math.max(begin, dayNumber(rule.from) ?? begin)
  const last = Math.min(first + horizon, dayNumber(rule.until) ?? Infinity)
  for (let day = first; day <= last; day += 1) {
    const found = soonest(rule, calendar, { day, after })
    if (!found) continue
    const following = day < last ? soonest(rule, calendar, { day: day + 1, after }) : undefined
    return following && following.at < found.at ? following : found
  }
  return undefined
}

/** Every occurrence after an instant, in order; each exactly once. May not end. */
export function* occurrencesAfter(
  rule: ScheduleRule,
  calendar: Calendar,
  after: Instant,
): Generator<Occurrence> {
  let next = nextOccurrence(rule, calendar, after)
  while (next) {
    yield next
    next = nextOccurrence(rule, calendar, next.at)
  }
}

function soonest(
  rule: ScheduleRule,
  calendar: Calendar,
  { day, after }: { readonly day: number; readonly after: Instant },
): Occurrence | undefined {
  let best: { readonly at: Instant; readonly time: string } | undefined
  if (!isOccurrenceDay(rule, calendar, day)) return undefined
  for (const time of rule.at) {
    const at = toInstant(day, timeMs(time), calendar.zone)
    if (at > after && (!best || at < best.at)) best = { at, time }
  }
  const date = fromDayNumber(day)
  return best && { ...best, date, provisional: isProvisional(rule, calendar, date) }
}

function isProvisional(rule: ScheduleRule, { publishedUntil }: Calendar, date: string): boolean {
  return publishedUntil !== undefined && Number(date.slice(0, 4)) > publishedUntil && needsWorkingDays(rule)
}

function dayNumber(date: string | undefined): number | undefined {
  return date === undefined ? undefined : toDayNumber(date)
}

/** Milliseconds since midnight of `HH:mm`. */
function timeMs(time: string): number {
  const [hours, minutes] = time.split(':')
  return (Number(hours) * 60 + Number(minutes)) * 60_000
}
