import type { CheckedProcess } from '../definition/checked-process.js'
import type { Instant } from '../time/calendar.js'
import { calendarOf } from './calendar-of.js'
import { drawsNumber, seriesKey } from './case-number.js'
import type { Command, Facts, Needs } from './command.js'
import type { InstanceRecord } from './record.js'

/**
 * Facts the step will read, so that the shell can load and lock them first: the calendar, and the series a new
 * case's number is drawn from. The calendar itself is given, since it says which date it is.
 */
// The same arguments as `step`, which follows it.
// eslint-disable-next-line max-params
export function needs(
  process: CheckedProcess,
  facts: Pick<Facts, 'calendar'>,
  _before: InstanceRecord | undefined,
  command: Command,
  now: Instant,
): Needs {
  const calendars = process.calendar === undefined ? [] : [process.calendar]
  const { number: pattern } = process
  if (command.kind !== 'create' || !pattern || !drawsNumber(pattern)) return { calendars, series: [] }
  return { calendars, series: [seriesKey(pattern, calendarOf(process, facts), now)] }
}
