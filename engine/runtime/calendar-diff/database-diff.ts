import type { Store, StoreReads } from '../../store/port.js'
import type { Calendar } from '../../time/calendar.js'
import { compileCalendar } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'
import { ProcessCatalogue } from '../process-catalogue.js'
import {
  calendarDiff,
  type CalendarDiff,
  type CalendarDiffHost,
  type CalendarDiffRequest,
} from './calendar-diff.js'

/**
 * The comparison for a database beside which no engine runs here: versions are compiled from the database. So are the
 * other calendars, in the versions deployed last, where `calendars` does not hold them.
 */
export async function databaseCalendarDiff(
  { read }: Pick<Store, 'read'>,
  request: CalendarDiffRequest & {
    readonly calendars?: ReadonlyMap<string, Calendar>
    readonly calendarsIf?: CalendarDiffHost['calendarsIf']
    readonly now: Instant
  },
): Promise<CalendarDiff> {
  const catalogue = new ProcessCatalogue()
  const deployed = await deployedCalendars(read)
  const { calendarsIf } = request
  const host = {
    reads: read,
    processOf: ({ version }: { readonly version: string }) => catalogue.version(read, version),
    calendars: new Map([...deployed, ...(request.calendars ?? [])]),
    ...(calendarsIf && {
      calendarsIf: (next: Calendar) => new Map([...deployed, ...calendarsIf(next)]),
    }),
    now: request.now,
  }
  return calendarDiff(host, request)
}

/** The newest version of each calendar. One that this release cannot compile is left out. */
export async function deployedCalendars(reads: StoreReads): Promise<ReadonlyMap<string, Calendar>> {
  const compiled = (await reads.calendarVersions()).map(({ definition }) => compileCalendar(definition))
  return new Map(compiled.flatMap((one) => (one.ok ? [[one.calendar.id, one.calendar] as const] : [])))
}
