import type { Calendar } from '../../time/calendar.js'
import type { ClockRun } from '../../time/clock.js'
import type { TimeLeft } from '../../time/words/index.js'
import { addToDate, type DurationUnit, type Instant } from '../../time/index.js'

/** What is left of a clock that stands still, in its own time. */
export function timeLeft(
  calendar: Calendar,
  run: ClockRun & { readonly pausedSince: Instant },
  { due, unit }: { readonly due: Instant; readonly unit: DurationUnit },
): TimeLeft {
  const working = unit.startsWith('working-')
  const closes = calendar.definition.dayCounting === 'close-of-business'
  const daysAreCounted = ['day', 'week', 'month', 'year', 'end-of-day', 'working-day'].includes(unit)
  if (closes && daysAreCounted) return { days: daysLeft(calendar, run, { due, unit }), working }
  return { ms: calendar.elapsed(run.pausedSince, due, unit), working }
}

/** The same as an ISO 8601 duration: `PT2H30M`, `P3D`. */
export function isoLeft(left: TimeLeft): string {
  return 'days' in left ? `P${left.days}D` : isoTime(left.ms)
}

/** Days that have not closed when the clock stopped; the day it started never counts. */
function daysLeft(
  calendar: Calendar,
  { startedAt, pausedSince }: { readonly startedAt: Instant; readonly pausedSince: Instant },
  { due, unit }: { readonly due: Instant; readonly unit: DurationUnit },
): number {
  const afterStart = addToDate(calendar.dateOf(startedAt), { days: 1 })
  const stopped = calendar.dateOf(pausedSince)
  const last = calendar.dateOf(due - 1)
  let days = 0
  for (
    let date = stopped > afterStart ? stopped : afterStart;
    date <= last;
    date = addToDate(date, { days: 1 })
  )
    if ((unit !== 'working-day' || calendar.isWorkingDay(date)) && calendar.endOfDay(date).at > pausedSince)
      days += 1
  return days
}

function isoTime(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = (ms % 60_000) / 1000
  const parts = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
    seconds > 0 ? `${seconds}S` : '',
  ].join('')
  return `PT${parts === '' ? '0S' : parts}`
}
