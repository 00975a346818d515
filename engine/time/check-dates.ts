import type { CalendarDefinition } from './calendar.js'
import { nearest, wrong, type CalendarProblem } from './calendar-problem.js'
import { isDate } from './date.js'
import { holidayTableNames, tablesOf, yearOf } from './holidays.js'

/**
 * Days off, make-up days and the dates of one-off hours: they exist, stand once, and do not contradict each other.
 * Published years stand beside a table that could have had them.
 */
export function checkDates(definition: CalendarDefinition): CalendarProblem[] {
  const { holidays = [], workdays = [], dateHours = {} } = definition
  const off = new Set(holidays)
  return [
    ...holidays.flatMap((name, index) => checkHoliday(name, index, holidays)),
    ...workdays.flatMap((date, index) => {
      const path = ['workdays', index]
      if (!isDate(date)) return [noDate(path, date)]
      if (workdays.indexOf(date) < index) return [twice(path, 'each make-up day once', date)]
      if (!off.has(date)) return []
      return [
        wrong(path, 'a day that is not among the holidays as well', date, {
          hint: 'Take it out of holidays, or out of workdays.',
        }),
      ]
    }),
    ...Object.keys(dateHours).flatMap((date) => (isDate(date) ? [] : [noDate(['dateHours', date], date)])),
    ...checkPublishedYears(definition),
  ]
}

function checkPublishedYears(definition: CalendarDefinition): CalendarProblem[] {
  const { holidays = [], publishedYears = [] } = definition
  const path = ['publishedYears']
  const tables = tablesOf(holidays)
  if (publishedYears.length > 0 && tables.length === 0) {
    const expected = `a holiday table (${holidayTableNames.join(', ')}) among the holidays`
    const hint = 'Leave the key out: without a table no year waits for its holidays.'
    return [wrong(path, expected, publishedYears.join(', '), { hint })]
  }
  const first = Math.max(...tables.map((table) => table.years[0] ?? 0))
  return publishedYears.flatMap((year, index) => {
    const at = [...path, index]
    if (!Number.isInteger(year) || year < first)
      return [wrong(at, `a whole year from ${first} on, where the holiday table begins`, String(year))]
    if (publishedYears.indexOf(year) < index) return [twice(at, 'each published year once', String(year))]
    return tables.every((table) => table.years.includes(year)) || hasDayOff(definition, year)
      ? []
      : [noDayOff(at, year)]
  })
}

/** Whether the file itself says of any day of a year that it is off or has hours of its own. */
function hasDayOff({ holidays = [], dateHours = {} }: CalendarDefinition, year: number): boolean {
  return [...holidays, ...Object.keys(dateHours)].some((date) => isDate(date) && yearOf(date) === year)
}

function noDayOff(path: CalendarProblem['path'], year: number): CalendarProblem {
  const expected = `the days off of ${year} among the holidays, since the year is said to be published`
  const hint = `Add them to 'holidays', such as '${year}-01-01', or leave ${year} out until they are announced.`
  return wrong(path, expected, `no day of ${year}`, { hint })
}

function checkHoliday(name: string, index: number, all: readonly string[]): CalendarProblem[] {
  const path = ['holidays', index]
  if (!isDate(name) && !holidayTableNames.includes(name)) {
    if (/\d/.test(name)) return [noDate(path, name)]
    const expected = `the name of a holiday table (${holidayTableNames.join(', ')}) or a date such as 2026-10-08`
    const meant = holidayTableNames.find((table) => table === name.trim().toUpperCase())
    if (meant !== undefined)
      return [wrong(path, expected, name, { nearest: meant, hint: `Write '${meant}'.` })]
    const hint = 'Leave the key out for a calendar without holidays.'
    return [wrong(path, expected, name, { hint, ...nearest(name, holidayTableNames) })]
  }
  return all.indexOf(name) < index ? [twice(path, 'each holiday once', name)] : []
}

function noDate(path: CalendarProblem['path'], date: string): CalendarProblem {
  return wrong(path, 'a date that exists, such as 2026-10-10', date, { hint: 'Write yyyy-mm-dd.' })
}

function twice(path: CalendarProblem['path'], expected: string, date: string): CalendarProblem {
  return wrong(path, expected, date, { hint: 'Remove the second one.' })
}
