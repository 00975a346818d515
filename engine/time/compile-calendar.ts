import { createHash } from 'node:crypto'
import { canonicalJson } from '../errors/canonical-json.js'
import type { JsonValue } from '../errors/json.js'
import { EngineError } from '../errors/engine-error.js'
import type { Calendar, CalendarDefinition, DuePoint } from './calendar.js'
import { checkCalendar, type CalendarProblem } from './check-calendar.js'
import { createCount } from './count.js'
import { addDaysToClose, shiftDays, subtractDaysToClose } from './count-days.js'
import { addWorkingTime, subtractWorkingTime } from './count-working-time.js'
import { toDayNumber } from './date.js'
import { createDayBook, type BookDay, type DayBook } from './day-book.js'
import { unitMs, wordsOf } from './duration-units.js'
import type { Duration } from './duration.js'
import { holidayTable, type HolidayTable } from './holidays.js'
import type { Instant, TimeTrace } from './instant.js'
import { dateIn } from './zone.js'

export type CompiledCalendar =
  | { readonly ok: true; readonly calendar: Calendar }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] }

/** Checks a calendar and gives it its arithmetic. All problems are reported in one go. */
export function compileCalendar(definition: CalendarDefinition): CompiledCalendar {
  const problems = checkCalendar(definition)
  if (problems.length > 0) return { ok: false, problems }
  const table = definition.holidays === undefined ? undefined : holidayTable(definition.holidays)
  return { ok: true, calendar: createCalendar(definition, table) }
}

function createCalendar(definition: CalendarDefinition, table: HolidayTable | undefined): Calendar {
  const book = createDayBook(definition, table)
  const dayOf = (date: string): BookDay => {
    const number = toDayNumber(date)
    if (number === undefined) throw usage(`Expected a date such as 2026-09-28, but found '${date}'.`)
    return book.day(number)
  }
  return Object.freeze({
    id: definition.calendar,
    zone: definition.zone,
    hash: hashOf(definition, table),
    definition,
    add: (from, duration, trace) => move(definition, book, { at: from, duration, direction: 1, trace }),
    subtract: (to, duration, trace) => move(definition, book, { at: to, duration, direction: -1, trace }),
    endOfDay: (date) => {
      const day = dayOf(date)
      return { at: day.close, provisional: !day.published }
    },
    dateOf: (at) => dateIn(at, definition.zone),
    isWorkingDay: (date) => dayOf(date).open.length > 0,
  } satisfies Calendar)
}

interface Move {
  readonly at: Instant
  readonly duration: Duration
  readonly direction: 1 | -1
  readonly trace: TimeTrace | undefined
}

function move(definition: CalendarDefinition, book: DayBook, step: Move): DuePoint {
  const { at, duration, direction } = step
  checkAmount(at, duration)
  const count = createCount(step.trace)
  const unit = unitMs[duration.unit]
  if (unit === undefined) {
    const ends = duration.unit === 'end-of-day' || definition.dayCounting === 'close-of-business'
    if (!ends) return shiftDays(book, at, { duration, direction }, count)
    return (direction === 1 ? addDaysToClose : subtractDaysToClose)(book, at, duration, count)
  }
  const ms = Math.round(duration.amount * unit)
  if (duration.unit === 'working-hour' || duration.unit === 'working-minute') {
    return (direction === 1 ? addWorkingTime : subtractWorkingTime)(book, at, ms, count)
  }
  const to = at + direction * ms
  count.countTime(Math.min(at, to), Math.max(at, to))
  return count.result(to)
}

/** About the year 9999 with room for the longest duration on both sides. */
const farthest = 2.6e14

function checkAmount(at: Instant, duration: Duration): void {
  if (!Number.isInteger(at) || Math.abs(at) > farthest)
    throw usage(`Expected an instant in whole milliseconds, but found ${at}.`)
  const { amount, unit } = duration
  const isWhole = unitMs[unit] !== undefined || Number.isInteger(amount)
  const most = wordsOf(duration)?.most ?? 0
  if (amount >= 0 && amount <= most && isWhole) return
  throw usage(`Expected a duration that parseDuration could have read, but found ${amount} of '${unit}'.`)
}

function usage(message: string): EngineError {
  return new EngineError('usage-wrong', message)
}

function hashOf(definition: CalendarDefinition, table: HolidayTable | undefined): string {
  // Through JSON, so that members which are undefined vanish and what is hashed is what a file could hold.
  const content = JSON.parse(
    JSON.stringify({
      definition,
      holidays: table && {
        daysOff: [...table.daysOff],
        makeUpDays: [...table.makeUpDays],
        years: table.years,
      },
    }),
  ) as JsonValue
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}
