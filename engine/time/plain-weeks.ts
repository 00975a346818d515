import type { CalendarDefinition } from './calendar.js'
import { readClosures } from './closures.js'
import { dayMs, fromDayNumber, toDayNumber } from './date.js'
import { isPublished, yearOf, type HolidayTable } from './holidays.js'
import { readPeriods } from './periods.js'
import { dayNumberIn, isSteady } from './zone.js'

/** What every week is that no date, closure or change of the clock touches. */
export interface PlainWeek {
  readonly openMs: number
  readonly workingDays: number
  readonly published: boolean
}

/**
 * Sums of plain weeks, by the number of their Monday: those before and after everything a calendar says of single dates.
 * A sparse calendar is counted in over centuries of them. `undefined` where the days have to be looked at.
 */
export function createPlainWeeks(
  definition: CalendarDefinition,
  tables: readonly HolidayTable[],
): (monday: number) => PlainWeek | undefined {
  const [first, last] = touchedDays(definition, tables)
  const usual = sumUsual(definition)
  const ownYears = new Set(definition.publishedYears ?? [])
  const isKnown = (number: number): boolean => {
    const date = fromDayNumber(number)
    return ownYears.has(yearOf(date)) || tables.every((table) => isPublished(table, date))
  }
  return (monday) => {
    // Nights reach into the next day, and local days lie up to a day beside those in UTC.
    if (monday - 2 <= last && monday + 8 >= first) return undefined
    if (!isSteady((monday - 2) * dayMs, (monday + 9) * dayMs, definition.zone)) return undefined
    return { ...usual, published: isKnown(monday) && isKnown(monday + 6) }
  }
}

function sumUsual({ hours }: CalendarDefinition): Omit<PlainWeek, 'published'> {
  const days = Object.values(hours).map((texts) => readPeriods(texts))
  const minutes = days.flat().reduce((sum, { start, end }) => sum + end - start, 0)
  return { openMs: minutes * 60_000, workingDays: days.filter((day) => day.length > 0).length }
}

/** The first and the last day of which more is said than its weekday; infinite the other way round for none. */
function touchedDays(
  definition: CalendarDefinition,
  tables: readonly HolidayTable[],
): readonly [first: number, last: number] {
  const dates = [
    ...(definition.holidays ?? []),
    ...(definition.workdays ?? []),
    ...Object.keys(definition.dateHours ?? {}),
    ...tables.flatMap(({ daysOff, makeUpDays }) => [...daysOff.keys(), ...makeUpDays.keys()]),
  ].flatMap((date) => toDayNumber(date) ?? [])
  const closed = readClosures(definition.closures ?? []).flatMap(({ from, to }) => [
    dayNumberIn(from, definition.zone),
    dayNumberIn(to, definition.zone),
  ])
  const all = [...dates, ...closed]
  return [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), -Infinity)]
}
