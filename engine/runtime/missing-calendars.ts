import type { CheckedProcess } from '../definition/checked-process.js'
import { EngineError, type JsonValue } from '../errors/index.js'
import type { ProcessVersionRow, StoreReads } from '../store/port.js'
import type { Calendar } from '../time/calendar.js'
import { plainCalendar } from '../time/index.js'
import { everyRow } from './every-row.js'
import { namedCalendars } from './named-calendars.js'

/**
 * Throws `definition-invalid` when an open case needs a calendar that is not among those given: one its version names
 * for the process, a deadline, a reminder, a notice or a window, or one the data chose for a clock that runs. Nobody
 * could go on with that case any more.
 */
export async function refuseMissingCalendars(
  reads: StoreReads,
  calendars: ReadonlyMap<string, Calendar>,
  compiled: (hash: string) => Promise<CheckedProcess>,
): Promise<void> {
  const isGone = (id: string): boolean => !calendars.has(id)
  for (const version of await reads.processVersions()) {
    // What looks like a calendar may be a field of that name, so only the compiled version decides.
    if (!writtenCalendars(version.resolved).some(isGone)) continue
    const gone = namedCalendars(await compiled(version.hash)).find(isGone)
    if (gone !== undefined && (await hasOpenCase(reads, version))) throw missing(gone, version)
  }
  for (const set of await reads.calendarSets()) {
    const gone = set.calendars.find(({ id }) => isGone(id) && id !== plainId)
    if (gone) throw missing(gone.id)
  }
}

const plainId = plainCalendar('UTC').id

/** Every value of a key `calendar`, wherever it stands: the ids a version may name, and some that it does not. */
function writtenCalendars(value: JsonValue | undefined): readonly string[] {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap(writtenCalendars)
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'calendar' ? [...idsOf(inner), ...writtenCalendars(inner)] : writtenCalendars(inner),
  )
}

/** `office`, or the `else` of `{ choose, else }`. */
function idsOf(written: JsonValue): readonly string[] {
  if (typeof written === 'string') return [written]
  if (written === null || typeof written !== 'object' || Array.isArray(written)) return []
  return typeof written['else'] === 'string' ? [written['else']] : []
}

/** Goes through the open cases of the process, since lists know no version: only done for a calendar that is gone. */
async function hasOpenCase(reads: StoreReads, { hash, process }: ProcessVersionRow): Promise<boolean> {
  const open = everyRow((page) =>
    reads.instances({ process, status: 'active' }, { ...page, sort: 'created' }),
  )
  for await (const { version } of open) if (version === hash) return true
  return false
}

function missing(calendar: string, version?: ProcessVersionRow): EngineError {
  const why = version
    ? `open cases run on version ${version.version} of '${version.process}'`
    : 'clocks of open cases are counted with it'
  return new EngineError(
    'definition-invalid',
    `Expected the calendar '${calendar}', since ${why}, but no file defines it. ` +
      'Put the calendar back until these cases have ended.',
  )
}
