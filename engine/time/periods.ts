import type { CalendarDefinition, Weekday } from './calendar.js'

/** Weekdays in the order of the week; the index is `weekdayOf(…) - 1`. */
export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Minutes of a day. */
export const dayMinutes = 1440

/** Opening hours in minutes after midnight of the day they belong to; `end` may lie on the next day. */
export interface Period {
  readonly start: number
  readonly end: number
}

/**
 * Reads `09:00-18:00`; `undefined` when it is no period. One that ends at or before its start runs past midnight,
 * so `22:00-06:00` has 8 hours and `09:00-09:00` has 24. `24:00` may stand at the end.
 */
export function parsePeriod(text: string): Period | undefined {
  const parts = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text)
  if (!parts) return undefined
  const start = minutesOf(parts[1], parts[2])
  const end = parts[3] === '24' && parts[4] === '00' ? dayMinutes : minutesOf(parts[3], parts[4])
  if (start === undefined || end === undefined) return undefined
  return { start, end: end <= start ? end + dayMinutes : end }
}

function minutesOf(hour: string | undefined, minute: string | undefined): number | undefined {
  const [hours, minutes] = [Number(hour), Number(minute)]
  return hours <= 23 && minutes <= 59 ? hours * 60 + minutes : undefined
}

/** The periods of a weekday, 0 is Monday, in order of their start. Text that is no period is left out. */
export function periodsOf(definition: CalendarDefinition, weekday: number): readonly Period[] {
  const name = weekdays[weekday]
  const texts = (name && definition.hours[name]) ?? []
  return texts.flatMap((text) => parsePeriod(text) ?? []).sort((a, b) => a.start - b.start)
}

/**
 * The hours of a make-up working day: those of its weekday, or where that has none, those of the last weekday
 * before it that has some. A make-up Saturday or Sunday of a Monday-to-Friday calendar works like a Friday.
 */
export function makeUpPeriodsOf(definition: CalendarDefinition, weekday: number): readonly Period[] {
  for (let back = 0; back < 7; back += 1) {
    const periods = periodsOf(definition, (weekday - back + 7) % 7)
    if (periods.length > 0) return periods
  }
  return []
}
