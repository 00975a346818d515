import type { Pause } from '../calendar.js'
import type { Count } from './count.js'
import type { BookDay, BookWeek, DayBook } from '../day-book.js'
import { addMonths, dayMs, weekdayOf } from '../date.js'
import type { Duration } from '../duration.js'
import type { Instant } from '../instant.js'
import { pauseAt } from './pauses.js'
import { dayNumberIn, timeOfDayIn, toInstant } from '../zone.js'

/** How days are counted: what is looked at goes to `count`; days at whose close a pause holds do not count. */
export interface DayCount {
  readonly book: DayBook
  readonly count: Count
  readonly pauses: readonly Pause[]
}

/** A count of days that ends at the close of `day`. */
export interface DaysCounted {
  /** Number of the day it is counted from; the day itself does not count. */
  readonly start: number
  /** The day the amount reaches, before it moves to a working day; absent where only working days are counted. */
  readonly nominal?: BookDay
  readonly day: BookDay
}

/**
 * Days that end at close of business. The day it starts is not counted, nor is one at whose close the clock stands
 * paused; a last day on which nobody works, or then stands paused, moves to the next working day. Months and years
 * reach their date by the calendar, then one day more for each paused day passed. Zero days, like `end of day`, end
 * at the first close of business after `from`.
 */
export function addDaysToClose(way: DayCount, from: Instant, duration: Duration): DaysCounted {
  const start = businessDay(way.book, from)
  if (duration.amount === 0) return { start, day: nextWorkingDay(way, start, from) }
  if (duration.unit === 'working-day') return { start, day: walkWorkingDays(way, start, duration.amount) }
  const last = passPausedDays(way, start, addCalendarDays(start, duration, 1))
  return { start, nominal: way.book.day(last), day: nextWorkingDay(way, last, from) }
}

/**
 * The close of business from which the days of `duration` are over at `to`: counted back from the last working day
 * that has closed at or before `to`; a day on which nobody works moves back to the working day before it.
 */
export function subtractDaysToClose(way: DayCount, to: Instant, duration: Duration): DaysCounted {
  const end = previousWorkingDay(way, dayNumberIn(to, way.book.zone), to)
  const start = end.number
  if (duration.amount === 0) return { start, day: end }
  if (duration.unit === 'working-day') return { start, day: walkWorkingDays(way, start, -duration.amount) }
  const first = passPausedDaysBack(way, start, addCalendarDays(start, duration, -1))
  return { start, nominal: way.book.day(first), day: previousWorkingDay(way, first, to) }
}

/**
 * The same local time some days later, or earlier with `direction` -1; a time the clock skips moves forward by the
 * gap. Zero working days stay on the day when it is a working day, else take the nearest one in that direction.
 */
export function shiftDays(way: DayCount, from: Instant, duration: Duration, direction: 1 | -1): Instant {
  const { zone } = way.book
  const start = dayNumberIn(from, zone)
  const last =
    duration.unit === 'working-day'
      ? sameTimeWorkingDay({ ...way, pauses: [] }, start, duration.amount * direction, direction)
      : addCalendarDays(start, duration, direction)
  // Nothing moved: even a local time shown twice stays the instant it is.
  if (last === start) return from
  return toInstant(last, timeOfDayIn(from, zone), zone)
}

function sameTimeWorkingDay(way: DayCount, start: number, amount: number, direction: 1 | -1): number {
  if (amount !== 0) return walkWorkingDays(way, start, amount).number
  if (direction === 1) return nextWorkingDay(way, start, -Infinity).number
  return previousWorkingDay(way, start, Infinity).number
}

/** The day whose business is going on: a night shift belongs to the day it began, other times to their local date. */
function businessDay(book: DayBook, at: Instant): number {
  const today = dayNumberIn(at, book.zone)
  const yesterday = book.day(today - 1)
  const isNightShift = yesterday.open.some((open) => open.start <= at && at < open.end)
  return isNightShift ? yesterday.number : today
}

/** The working day that lies `amount` counted ones after `start`, or before it where `amount` is negative. */
export function walkWorkingDays(way: DayCount, start: number, amount: number): BookDay {
  const step = Math.sign(amount)
  let left = Math.abs(amount)
  for (let number = start + step; ; number += step) {
    const passed = weekBefore(way, number, step, left)
    if (passed) {
      way.count.skipWeek(passed)
      left -= passed.workingDays
      number += step * 6
      continue
    }
    const day = way.book.day(number)
    if (!isWorking(day)) way.count.skip(day)
    else {
      way.count.lookAt(day)
      if (pauseAt(day.close, way.pauses)) continue
      left -= 1
      if (left === 0) return day
    }
  }
}

/** The week that begins here in the direction of the walk, where it is passed as a whole and no pause is near it. */
function weekBefore(way: DayCount, number: number, step: number, left: number): BookWeek | undefined {
  if (left < 7 || weekdayOf(number) !== (step > 0 ? 1 : 7)) return undefined
  const week = way.book.week(number)
  // The local days and nights of the week lie within two days of those in UTC.
  const [from, to] = [(week.first - 2) * dayMs, (week.first + 9) * dayMs]
  const isPaused = way.pauses.some((pause) => pause.from < to && pause.to > from)
  return isPaused || week.workingDays >= left ? undefined : week
}

/** The first working day from `start` on whose close lies after `after` and outside the pauses. */
export function nextWorkingDay(way: DayCount, start: number, after: Instant): BookDay {
  for (let number = start; ; number += 1) {
    const day = way.book.day(number)
    if (!isWorking(day)) way.count.skip(day)
    else if (day.close > after) {
      way.count.lookAt(day)
      if (!pauseAt(day.close, way.pauses)) return day
    }
  }
}

/** The last working day up to `start` whose close lies at or before `latest` and outside the pauses. */
export function previousWorkingDay(way: DayCount, start: number, latest: Instant): BookDay {
  for (let number = start; ; number -= 1) {
    const day = way.book.day(number)
    if (!isWorking(day)) way.count.skip(day)
    else if (day.close <= latest) {
      way.count.lookAt(day)
      if (!pauseAt(day.close, way.pauses)) return day
    }
  }
}

/** The last day with one day more for each day after `start` at whose close the clock stands paused. */
function passPausedDays({ book, pauses }: DayCount, start: number, last: number): number {
  let end = last
  for (const pause of pauses) {
    // A day closes on its date, or in the night after it; only days near the pause have to be looked at.
    const first = Math.max(start + 1, dayNumberIn(pause.from, book.zone) - 2)
    const stop = dayNumberIn(pause.to, book.zone)
    for (let number = first; number <= Math.min(end, stop); number += 1) {
      if (pauseAt(book.day(number).close, [pause])) end += 1
    }
  }
  return end
}

/** The first day with one day earlier for each day up to `end`, itself included, at whose close it stands paused. */
function passPausedDaysBack({ book, pauses }: DayCount, end: number, first: number): number {
  let begin = first
  for (const pause of pauses.toReversed()) {
    const last = Math.min(end, dayNumberIn(pause.to, book.zone))
    const stop = dayNumberIn(pause.from, book.zone) - 2
    for (let number = last; number > Math.max(begin, stop); number -= 1) {
      if (pauseAt(book.day(number).close, [pause])) begin -= 1
    }
  }
  return begin
}

/** The day a number of calendar days, weeks, months or years after a day, or before it with `direction` -1. */
export function addCalendarDays(start: number, duration: Duration, direction: 1 | -1): number {
  const amount = duration.amount * direction
  switch (duration.unit) {
    case 'week':
      return start + amount * 7
    case 'month':
      return addMonths(start, amount)
    case 'year':
      return addMonths(start, amount * 12)
    default:
      return start + amount
  }
}

/** Whether anybody works on a day. */
export function isWorking(day: BookDay): boolean {
  return day.open.length > 0
}
