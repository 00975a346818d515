import type { DuePoint } from '../calendar.js'
import { checkInstant } from '../check-amount.js'
import type { TimeWindow } from '../clock.js'
import { weekdayOf } from '../date.js'
import type { DayBook } from '../day-book.js'
import type { Instant } from '../instant.js'
import type { Counting } from './move.js'
import { openTimes, type OpenTime } from '../open-times.js'
import { dayMinutes, readPeriods, weekdays, type Period } from '../periods.js'
import { dayNumberIn } from '../zone.js'

/** Days searched for an opening: five years hold every combination of weekday and holiday one waits for. */
const daysSearched = 1_830

/**
 * `at` itself where the window is open then, else the next instant at which it opens. Provisional when only days of
 * the calendar say so and one of them lies in a year without published holidays. `undefined` when it does not open
 * within five years.
 */
export function openingOf({ book }: Counting, window: TimeWindow, at: Instant): DuePoint | undefined {
  checkInstant(at)
  const plan = planOf(window)
  const today = dayNumberIn(at, book.zone)
  let provisional = false
  // A night of the window, or of the calendar, may have begun up to two dates back.
  for (let number = today - 2; number <= today + daysSearched; number += 1) {
    if (window.openOnly === true && number >= today) provisional ||= !book.day(number).published
    for (const time of openTimes(number, plan, book.zone)) {
      const start = Math.max(time.start, at)
      if (start >= time.end) continue
      const found = window.openOnly === true ? openingWithin(book, { start, end: time.end }) : start
      if (found !== undefined) return { at: found, provisional }
    }
  }
  return undefined
}

/** The first open instant of the calendar within a stretch of time. */
function openingWithin(book: DayBook, { start, end }: OpenTime): Instant | undefined {
  const last = dayNumberIn(end - 1, book.zone)
  for (let number = dayNumberIn(start, book.zone) - 2; number <= last; number += 1) {
    for (const open of book.day(number).open) {
      const found = Math.max(open.start, start)
      if (found < Math.min(open.end, end)) return found
    }
  }
  return undefined
}

const wholeDay: readonly Period[] = [{ start: 0, end: dayMinutes }]

/** The hours of the window on a day, before the calendar is asked. */
function planOf({ days, hours }: TimeWindow): (number: number) => readonly Period[] {
  const chosen = days && new Set(days)
  const periods = hours ? readPeriods(hours) : wholeDay
  return (number) => {
    const weekday = weekdays[weekdayOf(number) - 1]
    return weekday === undefined || (chosen && !chosen.has(weekday)) ? [] : periods
  }
}
