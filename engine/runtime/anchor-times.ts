import { EngineError } from '../errors/index.js'
import type { Calendar } from '../time/calendar.js'
import { dayNumberIn, isZone, toInstant, type Instant } from '../time/index.js'
import { plainDuration } from './plain-duration.js'

/** When anchors are written: so many milliseconds after the one before, or when a clock on the wall shows some times. */
export type AnchorTimes =
  | { readonly every: number }
  | {
      /** `HH:MM` each. */
      readonly at: readonly string[]
      /** That of the calendars where there is none. */
      readonly zone?: string
    }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Every hour. */
export const usualAnchorTimes: AnchorTimes = { every: hour }

const shortest = minute
const longest = 7 * day

/**
 * Reads `30 minutes`, or times of day such as `08:00, 20:00`, with the name of a zone behind them where it is not that of
 * the calendars. Gives what is wrong with it in words that go behind `Expected `.
 */
export function parseAnchorTimes(text: string): AnchorTimes | { readonly expected: string } {
  const every = plainDuration(text)
  if (every !== undefined)
    return every < shortest || every > longest ? { expected: 'a minute to seven days' } : { every }
  const [, list = '', zone] = /^\s*(\d{2}:\d{2}(?:\s*,\s*\d{2}:\d{2})*)(?:\s+(\S+))?\s*$/.exec(text) ?? []
  const at = list.split(',').map((time) => time.trim())
  if (!at.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)))
    return { expected: "a duration such as '30 minutes' or times of day such as '08:00, 20:00'" }
  if (zone !== undefined && !isZone(zone))
    return { expected: 'the name of a zone such as Asia/Shanghai behind the times' }
  return { at: [...new Set(at)].sort(), ...(zone !== undefined && { zone }) }
}

/**
 * The first set time behind an instant. Throws `configuration-invalid` for times of day whose zone nobody says: the
 * calendars have several.
 */
export function anchorPlan(
  times: AnchorTimes,
  calendars: readonly Pick<Calendar, 'zone'>[],
): (after: Instant) => Instant {
  if ('every' in times) return (after) => after + times.every
  const zone = times.zone ?? businessZone(calendars)
  return (after) => {
    const today = dayNumberIn(after, zone)
    const moments = [today, today + 1, today + 2].flatMap((date) =>
      times.at.map((time) => toInstant(date, timeOfDay(time), zone)),
    )
    return Math.min(...moments.filter((moment) => moment > after))
  }
}

/** How long there may be between two set times at most, in milliseconds. */
export function longestAnchorGap(times: AnchorTimes): number {
  if ('every' in times) return times.every
  const [first = '00:00'] = times.at
  const ends = [...times.at.slice(1).map(timeOfDay), timeOfDay(first) + day]
  return Math.max(...times.at.map((time, index) => (ends[index] ?? day) - timeOfDay(time)))
}

function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * hour + minutes * minute
}

function businessZone(calendars: readonly Pick<Calendar, 'zone'>[]): string {
  const [zone = 'UTC', ...more] = new Set(calendars.map((calendar) => calendar.zone))
  if (more.length === 0) return zone
  throw new EngineError(
    'configuration-invalid',
    `Expected the zone of the times at which anchors are written, but the calendars have several: ${[zone, ...more].join(', ')}. ` +
      `Write one behind the times, such as '20:00 ${zone}'.`,
  )
}
