import type { CheckedProcess } from '../definition/checked-process.js'
import { EngineError } from '../errors/index.js'
import type { Calendar } from '../time/calendar.js'
import type { Facts } from './command.js'

/** The calendar among the facts. The shell always gives one: a process without a calendar counts plain time. */
export function calendarOf(process: CheckedProcess, { calendar }: Pick<Facts, 'calendar'>): Calendar {
  if (calendar) return calendar
  throw new EngineError(
    'engine-bug',
    `Expected a calendar among the facts of '${process.id}', but there is none. Please report this.`,
  )
}
