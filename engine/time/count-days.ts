import type { DuePoint } from './calendar.js'
import type { Count } from './count.js'
import type { BookDay, DayBook } from './day-book.js'
import { addMonths } from './date.js'
import type { Duration } from './duration.js'
import type { Instant } from './instant.js'
import { dayNumberIn, timeOfDayIn, toInstant } from './zone.js'

/**
 * Days that end at close of business. The day it starts is not counted; a last day on which nobody works moves to
 * the next working day. Zero days, like `end of day`, end at the first close of business after `from`.
 */
export function addDaysToClose(book: DayBook, from: Instant, duration: Duration, count: Count): DuePoint {
  const start = businessDay(book, from)
  if (duration.amount === 0) return count.result(nextWorkingDay(book, start.number, from, count).close)
  if (duration.unit === 'working-day') {
    return count.result(walkWorkingDays(book, start.number, duration.amount, count).close)
  }
  const last = book.day(addCalendarDays(start.number, duration, 1))
  const due = nextWorkingDay(book, last.number, from, count)
  if (due !== last) count.remark('moved', due.date, `the last day ${last.date} is not a working day`)
  return count.result(due.close)
}

/**
 * The close of business from which the days of `duration` are over at `to`: counted back from the last working day
 * that has closed at or before `to`; a day on which nobody works moves back to the working day before it.
 */
export function subtractDaysToClose(book: DayBook, to: Instant, duration: Duration, count: Count): DuePoint {
  const end = previousWorkingDay(book, book.dayAt(to).number, to, count)
  if (duration.amount === 0) return count.result(end.close)
  if (duration.unit === 'working-day') {
    return count.result(walkWorkingDays(book, end.number, -duration.amount, count).close)
  }
  const first = book.day(addCalendarDays(end.number, duration, -1))
  const found = previousWorkingDay(book, first.number, to, count)
  if (found !== first) count.remark('moved', found.date, `the first day ${first.date} is not a working day`)
  return count.result(found.close)
}

/**
 * The same local time some days later, or earlier with `direction` -1; a time the clock skips moves forward by the
 * gap. Zero working days stay on the day when it is a working day, else take the nearest one in that direction.
 */
export function shiftDays(book: DayBook, from: Instant, step: DayStep, count: Count): DuePoint {
  const { duration, direction } = step
  const start = dayNumberIn(from, book.zone)
  const last =
    duration.unit === 'working-day'
      ? sameTimeWorkingDay(book, start, step, count)
      : addCalendarDays(start, duration, direction)
  // Nothing moved: even a local time shown twice stays the instant it is.
  if (last === start) return count.result(from)
  return count.result(toInstant(last, timeOfDayIn(from, book.zone), book.zone))
}

export interface DayStep {
  readonly duration: Duration
  readonly direction: 1 | -1
}

function sameTimeWorkingDay(book: DayBook, start: number, step: DayStep, count: Count): number {
  const { amount } = step.duration
  if (amount > 0) return walkWorkingDays(book, start, amount * step.direction, count).number
  if (step.direction === 1) return nextWorkingDay(book, start, -Infinity, count).number
  return previousWorkingDay(book, start, Infinity, count).number
}

/** The day whose business is going on: a night shift belongs to the day it began, other times to their local date. */
function businessDay(book: DayBook, at: Instant): BookDay {
  const today = book.dayAt(at)
  const yesterday = book.day(today.number - 1)
  const isNightShift = yesterday.open.some((open) => open.start <= at && at < open.end)
  return isNightShift ? yesterday : today
}

function walkWorkingDays(book: DayBook, start: number, amount: number, count: Count): BookDay {
  const step = Math.sign(amount)
  let left = Math.abs(amount)
  for (let number = start + step; ; number += step) {
    const day = book.day(number)
    if (!isWorking(day)) count.skip(day)
    else {
      count.countDay(day)
      left -= 1
      if (left === 0) return day
    }
  }
}

/** The first working day from `start` on whose close lies after `after`. */
function nextWorkingDay(book: DayBook, start: number, after: Instant, count: Count): BookDay {
  for (let number = start; ; number += 1) {
    const day = book.day(number)
    if (!isWorking(day)) count.skip(day)
    else if (day.close > after) {
      count.countDay(day)
      return day
    }
  }
}

/** The last working day up to `start` whose close lies at or before `latest`. */
function previousWorkingDay(book: DayBook, start: number, latest: Instant, count: Count): BookDay {
  for (let number = start; ; number -= 1) {
    const day = book.day(number)
    if (!isWorking(day)) count.skip(day)
    else if (day.close <= latest) {
      count.countDay(day)
      return day
    }
  }
}

function addCalendarDays(start: number, duration: Duration, direction: 1 | -1): number {
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

function isWorking(day: BookDay): boolean {
  return day.open.length > 0
}
