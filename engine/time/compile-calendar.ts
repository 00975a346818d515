import { createHash } from 'node:crypto'
import { canonicalJson } from '../errors/canonical-json.js'
import type { JsonValue } from '../errors/json.js'
import { createArithmetic } from './counting/arithmetic.js'
import type { Calendar, CalendarDefinition } from './calendar.js'
import { dayNumberOf } from './check-amount.js'
import { checkCalendar, type CalendarProblem } from './check-calendar.js'
import { createDayBook, type BookDay } from './day-book.js'
import { publishedUntil, tablesOf, type HolidayTable } from './holidays.js'
import { dateIn } from './zone.js'

export type CompiledCalendar =
  | { readonly ok: true; readonly calendar: Calendar }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] }

/** Checks a calendar and gives it its arithmetic. All problems are reported in one go. */
export function compileCalendar(definition: CalendarDefinition): CompiledCalendar {
  const problems = checkCalendar(definition)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, calendar: createCalendar(definition, tablesOf(definition.holidays ?? [])) }
}

function createCalendar(definition: CalendarDefinition, tables: readonly HolidayTable[]): Calendar {
  const book = createDayBook(definition, tables)
  const published = publishedUntil(tables, definition.publishedYears)
  const dayOf = (date: string): BookDay => book.day(dayNumberOf(date))
  return Object.freeze({
    id: definition.calendar,
    zone: definition.zone,
    hash: hashOf(definition, tables),
    definition,
    ...(published !== undefined && { publishedUntil: published }),
    ...createArithmetic(definition, book),
    endOfDay: (date) => {
      const day = dayOf(date)
      return { at: day.close, provisional: !day.published }
    },
    dateOf: (at) => dateIn(at, definition.zone),
    isWorkingDay: (date) => dayOf(date).open.length > 0,
    isOpen: (at) => book.isOpen(at),
  } satisfies Calendar)
}

function hashOf(definition: CalendarDefinition, tables: readonly HolidayTable[]): string {
  return sha256({ definition, holidays: tables.map(hashOfTable) })
}

/** Tables are few and large, calendars that use them may be thousands. */
const tableHashes = new WeakMap<HolidayTable, string>()

function hashOfTable(table: HolidayTable): string {
  const known = tableHashes.get(table)
  if (known !== undefined) return known
  const { daysOff, makeUpDays, years } = table
  const hash = sha256({ daysOff: [...daysOff], makeUpDays: [...makeUpDays], years })
  tableHashes.set(table, hash)
  return hash
}

/** Through JSON, so that members which are undefined vanish and what is hashed is what a file could hold. */
function sha256(content: object): string {
  const json = JSON.parse(JSON.stringify(content)) as JsonValue
  return createHash('sha256').update(canonicalJson(json)).digest('hex')
}
