import { createRequire } from 'node:module'

/** The days off and make-up working days a state has published. Dates are `yyyy-mm-dd`; values are names, English / Chinese. */
export interface HolidayTable {
  readonly daysOff: ReadonlyMap<string, string>
  readonly makeUpDays: ReadonlyMap<string, string>
  /** Years whose days are published, ascending. For other years nothing is known. */
  readonly years: readonly number[]
}

/** Names of the holiday tables a calendar may use. */
export const holidayTableNames: readonly string[] = ['CN']

/** The table of that name, `undefined` when there is none. */
export function holidayTable(name: string): HolidayTable | undefined {
  return name === 'CN' ? chinaTable() : undefined
}

/** Whether the days of a date's year are published: only then does a date that is not in the table say something. */
export function isPublished(table: HolidayTable, date: string): boolean {
  return table.years.includes(yearOf(date))
}

/** Year of a date `yyyy-mm-dd`. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

/**
 * Last year that all the tables know, or a later one up to which the calendar's own years follow without a gap;
 * `undefined` of no table.
 */
export function publishedUntil(
  tables: readonly HolidayTable[],
  ownYears: readonly number[] = [],
): number | undefined {
  if (tables.length === 0) return undefined
  let year = Math.min(...tables.map((table) => table.years.at(-1) ?? 0))
  while (ownYears.includes(year + 1)) year += 1
  return year
}

/** The tables among the days off of a calendar: what is no name of a table is a date. */
export function tablesOf(holidays: readonly string[]): readonly HolidayTable[] {
  return holidays.flatMap((name) => holidayTable(name) ?? [])
}

/** Years for which the table of that name is published, ascending; empty for an unknown name. */
export function publishedYears(name: string): readonly number[] {
  return holidayTable(name)?.years ?? []
}

let china: HolidayTable | undefined

function chinaTable(): HolidayTable {
  china ??= readChina()
  return china
}

/** The data file of the package: date → "English name,Chinese name,days". It also lists days in lieu as holidays. */
interface ChinaData {
  readonly holidays: { readonly [date: string]: string }
  readonly workdays: { readonly [date: string]: string }
}

function readChina(): HolidayTable {
  // Required, not imported: Node 20 still warns about every import of JSON.
  const data = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as ChinaData
  const daysOff = named(data.holidays)
  // A single day of a year may be announced with the year before; National Day is announced with its own year.
  const years = [...daysOff.keys()]
    .filter((date) => date.endsWith('-10-01'))
    .map((date) => Number(date.slice(0, 4)))
  return { daysOff, makeUpDays: named(data.workdays), years: years.sort((a, b) => a - b) }
}

function named(days: { readonly [date: string]: string }): ReadonlyMap<string, string> {
  return new Map(Object.entries(days).map(([date, text]) => [date, text.split(',').slice(0, 2).join(' / ')]))
}
