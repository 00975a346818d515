import type { Count } from './count.js'
import { weekdayOf } from '../date.js'
import type { BookDay, DayBook } from '../day-book.js'
import type { Instant } from '../instant.js'
import { dayNumberIn } from '../zone.js'

/**
 * The instant at which `ms` of open time have passed since `from`. Where they exactly fill an open time it is the
 * closing instant, not the next opening. Zero gives the first open instant at or after `from`. Whole weeks are taken
 * by their sum.
 */
export function addOpenTime(book: DayBook, from: Instant, ms: number, count: Count): Instant {
  let left = ms
  const first = firstDayOpenAt(book, from)
  for (let number = first; ; number += 1) {
    if (number > first && weekdayOf(number) === 1) {
      const week = book.week(number)
      // A week that is filled exactly is looked into: the answer is one of its closing instants.
      if (week.openMs < left) {
        count.skipWeek(week)
        left -= week.openMs
        number += 6
        continue
      }
    }
    const day = book.day(number)
    look(day, count)
    for (const open of day.open) {
      const start = Math.max(open.start, from)
      if (open.end <= start) continue
      if (left <= open.end - start) return start + left
      left -= open.end - start
    }
  }
}

/**
 * The latest instant from which `ms` of open time have passed at `to`. Where they exactly fill an open time it is
 * the opening instant. Zero gives `to` itself inside open time or at its close, else the last closing instant.
 */
export function subtractOpenTime(book: DayBook, to: Instant, ms: number, count: Count): Instant {
  let left = ms
  const last = dayNumberIn(to, book.zone)
  for (let number = last; ; number -= 1) {
    if (number < last && weekdayOf(number) === 7 && isOverAt(book, number, to)) {
      const week = book.week(number)
      if (week.openMs < left) {
        count.skipWeek(week)
        left -= week.openMs
        number -= 6
        continue
      }
    }
    const day = book.day(number)
    look(day, count)
    for (let index = day.open.length - 1; index >= 0; index -= 1) {
      const open = day.open[index]
      if (!open) continue
      const end = Math.min(open.end, to)
      if (end < open.start || (end === open.start && left > 0)) continue
      if (left <= end - open.start) return end - left
      left -= end - open.start
    }
  }
}

/** Milliseconds of open time from `from` to `to`; zero when `to` is not later. */
export function openTimeBetween(book: DayBook, from: Instant, to: Instant): number {
  if (to <= from) return 0
  let sum = 0
  const first = firstDayOpenAt(book, from)
  const last = dayNumberIn(to, book.zone)
  for (let number = first; number <= last; number += 1) {
    if (number > first && weekdayOf(number) === 1 && isOverAt(book, number + 6, to)) {
      sum += book.week(number).openMs
      number += 6
      continue
    }
    for (const open of book.day(number).open) {
      sum += Math.max(0, Math.min(open.end, to) - Math.max(open.start, from))
    }
  }
  return sum
}

/** Number of the local date, or of a date before while that is still open past midnight. */
export function firstDayOpenAt(book: DayBook, from: Instant): number {
  const today = dayNumberIn(from, book.zone)
  // Two dates back, because a night shift may reach over a date that its zone left out.
  for (const number of [today - 2, today - 1]) {
    const day = book.day(number)
    if (day.open.length > 0 && day.close > from) return number
  }
  return today
}

/** Whether everything of the week up to this Sunday has closed, the night of Saturday and of Sunday included. */
function isOverAt(book: DayBook, sunday: number, at: Instant): boolean {
  return book.day(sunday).close <= at && book.day(sunday - 1).close <= at
}

function look(day: BookDay, count: Count): void {
  if (day.open.length === 0) count.skip(day)
  else count.lookAt(day)
}
