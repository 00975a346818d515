import type { CalendarDefinition } from './calendar.js'
import type { TimeWindow } from './clock.js'
import { toDayNumber, weekdayOf } from './date.js'
import { tablesOf } from './holidays.js'
import { createWeekPeriods, dayMinutes, readPeriods, weekdays, type Period } from './periods.js'

const weekMinutes = 7 * dayMinutes
const wholeDay: readonly Period[] = [{ start: 0, end: dayMinutes }]

/** Whether the days and hours of a window leave no minute of a week out. */
export function isNeverClosed(window: TimeWindow): boolean {
  if (window.openOnly === true) return false
  let reached = 0
  for (const { start, end } of onLine(weekOf(window)).sort((a, b) => a.start - b.start)) {
    if (start > reached) return false
    reached = Math.max(reached, end)
  }
  return reached >= weekMinutes
}

/**
 * Whether a window has a minute in common with the open hours of a calendar: in a usual week, on single days only
 * (make-up working days and one-off hours), or never.
 */
export function meets(
  window: TimeWindow,
  calendar: CalendarDefinition,
): 'usually' | 'on-single-days' | 'never' {
  const own = onLine(weekOf(window))
  const periods = createWeekPeriods(calendar.hours)
  const meetsOn = (plan: (weekday: number) => readonly Period[]): boolean => {
    const open = onLine(weekdays.map((_, weekday) => plan(weekday)))
    return own.some((a) => open.some((b) => a.start < b.end && b.start < a.end))
  }
  if (meetsOn((weekday) => periods.of(weekday))) return 'usually'
  const hasMakeUpDays = tablesOf(calendar.holidays ?? []).length > 0 || (calendar.workdays ?? []).length > 0
  if (hasMakeUpDays && meetsOn((weekday) => periods.makeUp(weekday))) return 'on-single-days'
  const byDate = Object.entries(calendar.dateHours ?? {}).some(([date, hours]) =>
    meetsOn((weekday) => (weekday === weekdayOf(toDayNumber(date) ?? 0) - 1 ? readPeriods(hours) : [])),
  )
  return byDate ? 'on-single-days' : 'never'
}

/** The hours of a window by weekday, 0 is Monday. */
function weekOf({ days, hours }: TimeWindow): readonly (readonly Period[])[] {
  const periods = hours ? readPeriods(hours) : wholeDay
  return weekdays.map((weekday) => (days && !days.includes(weekday) ? [] : periods))
}

/** The periods of a week on a line of minutes; what runs past its end stands at its beginning as well. */
function onLine(week: readonly (readonly Period[])[]): Period[] {
  const placed = week.flatMap((periods, weekday) =>
    periods.map(({ start, end }) => ({
      start: start + weekday * dayMinutes,
      end: end + weekday * dayMinutes,
    })),
  )
  const around = placed.filter(({ end }) => end > weekMinutes)
  return [...placed, ...around.map(({ end }) => ({ start: 0, end: end - weekMinutes }))]
}
