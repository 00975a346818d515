import type { Calendar } from '../../time/calendar.js'
import type { ClockCalendars } from './clock-calendars.js'
import type { Run } from './clock-run.js'

/** The calendar that tells when the window of an `after` opens: the one the data chose, else the one it names. */
export function windowCalendarOfRun(
  calendars: ClockCalendars,
  { windowCalendarId, clock }: Pick<Run, 'windowCalendarId' | 'clock'>,
): Calendar | undefined {
  if (clock.kind !== 'after' || !clock.rule.window) return undefined
  const chosen = windowCalendarId === undefined ? undefined : calendars.find(windowCalendarId)
  return chosen ?? calendars.standard(clock.rule.window.calendar)
}

/** The calendar a run counts in: the one the data chose, while the facts hold it, else the one its rule names. */
export function calendarOfRun(
  calendars: ClockCalendars,
  { calendarId, clock }: Pick<Run, 'calendarId' | 'clock'>,
): Calendar {
  const chosen = calendarId === undefined ? undefined : calendars.find(calendarId)
  return chosen ?? calendars.standard(clock.calendar)
}
