import { EngineError } from '../errors/engine-error.js'
import type { Calendar, CalendarDefinition, PeriodText } from './calendar.js'
import { compileCalendar } from './compile-calendar.js'

/**
 * The calendar of a process that names none: always open, every day is a working day, days are counted to the same
 * local time, nothing is ever provisional. Working units are plain time in it; the check of a process refuses
 * them, because nobody who writes `4 working hours` means that. Throws an `EngineError` for an unknown zone.
 */
export function plainCalendar(zone: string): Calendar {
  const known = calendars.get(zone)
  if (known) return known
  const calendar = compile(zone)
  calendars.set(zone, calendar)
  return calendar
}

/** One per zone that exists, so there cannot be many. Asked for with every event of a process without a calendar. */
const calendars = new Map<string, Calendar>()

function compile(zone: string): Calendar {
  const allDay: readonly PeriodText[] = [['00:00', '24:00']]
  const definition: CalendarDefinition = {
    calendar: 'plain',
    title: { 'zh-CN': '自然时间', en: 'Plain time' },
    zone,
    dayCounting: 'same-time',
    hours: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
  }
  const compiled = compileCalendar(definition)
  if (compiled.ok) return compiled.calendar
  throw new EngineError('usage-wrong', compiled.problems.map((problem) => problem.message).join(' '))
}
