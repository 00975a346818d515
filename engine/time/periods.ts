import type { CalendarDefinition, PeriodText, Weekday } from './calendar.js'

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
 * Reads `['09:00', '18:00']`; `undefined` when it is no period. One that ends at or before its start runs past
 * midnight, so `22:00` to `06:00` has 8 hours and `09:00` to `09:00` has 24. `24:00` may stand at the end.
 */
export function readPeriod([opens, closes]: PeriodText): Period | undefined {
  const start = minutesOf(opens)
  const end = closes === '24:00' ? dayMinutes : minutesOf(closes)
  if (start === undefined || end === undefined) return undefined
  return { start, end: end <= start ? end + dayMinutes : end }
}

function minutesOf(text: string): number | undefined {
  const parts = /^(\d{2}):(\d{2})$/.exec(text)
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2])]
  return hours <= 23 && minutes <= 59 ? hours * 60 + minutes : undefined
}

/** Several periods in order of their start. What is no period is left out. */
export function readPeriods(pairs: readonly PeriodText[]): readonly Period[] {
  return pairs.flatMap((pair) => readPeriod(pair) ?? []).sort((a, b) => a.start - b.start)
}

/** The hours of the week by weekday, 0 is Monday. */
export interface WeekPeriods {
  of(weekday: number): readonly Period[]
  /**
   * The hours of a make-up working day: those of its weekday, or where that has none, those of the last weekday
   * before it that has some. A make-up Saturday or Sunday of a Monday-to-Friday calendar works like a Friday.
   */
  makeUp(weekday: number): readonly Period[]
}

/** Reads the hours of a week once. */
export function createWeekPeriods(hours: CalendarDefinition['hours']): WeekPeriods {
  const week = weekdays.map((name) => readPeriods(hours[name] ?? []))
  const of = (weekday: number): readonly Period[] => week[weekday] ?? []
  const makeUp = weekdays.map((_, weekday) => {
    const back = weekdays.findIndex((_day, days) => of((weekday - days + 7) % 7).length > 0)
    return back < 0 ? [] : of((weekday - back + 7) % 7)
  })
  return { of, makeUp: (weekday) => makeUp[weekday] ?? [] }
}
