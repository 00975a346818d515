import type { Instant } from '../../time/calendar.js'
import type { TrailEntry } from '../command.js'
import { countAgain, type Run } from './clock-run.js'
import { toldAt } from './entry-body.js'

/** Takes up what the data says to a run from now on: the point, the start, the calendars. */
export function takeReading(run: Run, entry: TrailEntry): void {
  const { body } = entry
  const [until, from] = [toldAt(entry, 'until'), toldAt(entry, 'from')]
  run.reads = { ...valueOf('until', until), ...valueOf('from', from) }
  run.withheld = until === null || from === null
  if (typeof body['calendar'] === 'string') run.calendarId = body['calendar']
  if (typeof body['windowCalendar'] === 'string') run.windowCalendarId = body['windowCalendar']
  if (body['tooLate'] === true) run.sentFor = run.reads.until
  countAgain(run, 'data')
}

/**
 * A reminder came: it counts on from there. One that comes too late, since its count began in the past, stands for all
 * that would have come by now. One that a pause put off begins the repetition anew.
 */
export function repeat(run: Run, { dueAt, at }: { readonly dueAt: Instant; readonly at: Instant }): void {
  run.anchor = run.pauses.length > 0 ? undefined : (run.anchor ?? run.startedAt)
  run.startedAt = Math.max(dueAt, at)
  run.byHand = undefined
  run.pauses = []
  countAgain(run, 'fired')
}

function valueOf<Name extends string>(
  name: Name,
  value: unknown,
): { readonly [key in Name]?: string | number } {
  return typeof value === 'string' || typeof value === 'number'
    ? ({ [name]: value } as { readonly [key in Name]: string | number })
    : {}
}
