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
