import type { CalendarDefinition } from './calendar.js'
import { fromDayNumber, weekdayOf } from './date.js'
import { isPublished, yearOf, type HolidayTable } from './holidays.js'
import { createWeekPeriods, readPeriods, type Period, type WeekPeriods } from './periods.js'

/**
 * Why a day has the hours it has. `date-hours`: one-off hours of its date; `no-hours`: its weekday has none; `closed`:
 * nothing is left of it, by one-off hours or by closures.
 */
export type DayKind = 'weekday' | 'make-up-day' | 'holiday' | 'date-hours' | 'no-hours' | 'closed'

/** What a calendar plans for a date, before closures and clock changes. Periods are in order of their start. */
export interface DayPlan {
  readonly date: string
  readonly kind: DayKind
  readonly note?: string
  readonly periods: readonly Period[]
  /** Whether the holidays of its year are known, or the calendar asks for none. */
  readonly published: boolean
}

type Planned = Pick<DayPlan, 'kind' | 'note' | 'periods'>

/**
 * Plans dates by the number of their day. What is said of a single date goes first: one-off hours, then the
 * calendar's own make-up days and days off; then the make-up days of the tables, their days off, and the week.
 */
export function createDayPlan(
  definition: CalendarDefinition,
  tables: readonly HolidayTable[],
): (number: number) => DayPlan {
  const week = createWeekPeriods(definition.hours)
  const own = ownDays(definition, week)
  const ownYears = new Set(definition.publishedYears ?? [])
  return (number) => {
    const date = fromDayNumber(number)
    const weekday = weekdayOf(number) - 1
    const published = ownYears.has(yearOf(date)) || tables.every((table) => isPublished(table, date))
    return {
      date,
      published,
      ...(own(date, weekday) ?? tableDay(tables, date, week.makeUp(weekday)) ?? usual(week, weekday)),
    }
  }
}

function ownDays(
  definition: CalendarDefinition,
  week: WeekPeriods,
): (date: string, weekday: number) => Planned | undefined {
  const dateHours = new Map(
    Object.entries(definition.dateHours ?? {}).map(([date, pairs]) => [date, readPeriods(pairs)]),
  )
  const workdays = new Set(definition.workdays ?? [])
  const daysOff = new Set(definition.holidays ?? [])
  return (date, weekday) => {
    const periods = dateHours.get(date)
    if (periods) {
      return {
        kind: periods.length > 0 ? 'date-hours' : 'closed',
        note: 'dateHours of the calendar',
        periods,
      }
    }
    if (workdays.has(date)) {
      return { kind: 'make-up-day', note: 'workdays of the calendar', periods: week.makeUp(weekday) }
    }
    return daysOff.has(date) ? { kind: 'holiday', note: 'holidays of the calendar', periods: [] } : undefined
  }
}

function tableDay(
  tables: readonly HolidayTable[],
  date: string,
  makeUp: readonly Period[],
): Planned | undefined {
  for (const table of tables) {
    const note = table.makeUpDays.get(date)
    if (note !== undefined) return { kind: 'make-up-day', note, periods: makeUp }
  }
  for (const table of tables) {
    const note = table.daysOff.get(date)
    if (note !== undefined) return { kind: 'holiday', note, periods: [] }
  }
  return undefined
}

const usual = (week: WeekPeriods, weekday: number): Planned => ({
  kind: 'weekday',
  periods: week.of(weekday),
})
