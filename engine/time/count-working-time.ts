import type { DuePoint } from './calendar.js'
import type { Count } from './count.js'
import type { BookDay, DayBook } from './day-book.js'
import type { Instant } from './instant.js'

/**
 * The instant at which `ms` of open time have passed since `from`. Where they exactly fill an open time it is the
 * closing instant, not the next opening. Zero gives the first open instant at or after `from`.
 */
export function addWorkingTime(book: DayBook, from: Instant, ms: number, count: Count): DuePoint {
  let left = ms
  let reached = from
  for (let number = firstDayOpenAt(book, from); ; number += 1) {
    const day = book.day(number)
    tell(day, count)
    for (const open of day.open) {
      const start = Math.max(open.start, reached)
      if (open.end <= start) continue
      const end = Math.min(open.end, start + left)
      count.countTime(start, end, day.date)
      left -= end - start
      if (left === 0) return count.result(end)
      reached = open.end
    }
  }
}

/**
 * The latest instant from which `ms` of open time have passed at `to`. Where they exactly fill an open time it is
 * the opening instant. Zero gives `to` itself inside open time or at its close, else the last closing instant.
 */
export function subtractWorkingTime(book: DayBook, to: Instant, ms: number, count: Count): DuePoint {
  let left = ms
  let reached = to
  for (let number = book.dayAt(to).number; ; number -= 1) {
    const day = book.day(number)
    tell(day, count)
    for (const open of day.open.toReversed()) {
      const end = Math.min(open.end, reached)
      if (end < open.start || (end === open.start && left > 0)) continue
      const start = Math.max(open.start, end - left)
      count.countTime(start, end, day.date)
      left -= end - start
      if (left === 0) return count.result(start)
      reached = open.start
    }
  }
}

/** Number of the local date, or of the date before while that is still open past midnight. */
function firstDayOpenAt(book: DayBook, from: Instant): number {
  const today = book.dayAt(from).number
  const yesterday = book.day(today - 1)
  return yesterday.open.length > 0 && yesterday.close > from ? today - 1 : today
}

function tell(day: BookDay, count: Count): void {
  if (day.open.length === 0) {
    count.skip(day)
    return
  }
  count.lookAt(day)
  if (day.kind === 'make-up-day') count.remark('make-up-day', day.date, day.note ?? '')
}
