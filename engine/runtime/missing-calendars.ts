import { EngineError } from '../errors/index.js'
import type { ProcessVersionRow, StoreReads } from '../store/port.js'
import type { Calendar } from '../time/calendar.js'

const pageSize = 500

/**
 * Throws `definition-invalid`, with the names of calendar and process, when an open case runs on a version whose
 * calendar is not among those given: nobody could read or change that case any more.
 */
export async function refuseMissingCalendars(
  reads: StoreReads,
  calendars: ReadonlyMap<string, Calendar>,
): Promise<void> {
  for (const version of await reads.processVersions()) {
    const { calendar } = version.resolved
    if (typeof calendar !== 'string' || calendars.has(calendar)) continue
    if (await hasOpenCase(reads, version)) throw missing(calendar, version)
  }
}

/** Goes through the open cases of the process, since lists know no version: only done for a calendar that is gone. */
async function hasOpenCase(reads: StoreReads, { hash, process }: ProcessVersionRow): Promise<boolean> {
  let cursor: string | undefined
  do {
    const page = await reads.instances(
      { process, status: 'active' },
      { limit: pageSize, sort: 'created', ...(cursor === undefined ? {} : { cursor }) },
    )
    if (page.items.some(({ version }) => version === hash)) return true
    cursor = page.next
  } while (cursor !== undefined)
  return false
}

function missing(calendar: string, { process, version }: ProcessVersionRow): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected the calendar '${calendar}', since open cases run on version ${version} of '${process}', ` +
      'but no file defines it. Put the calendar back until these cases have ended.',
  )
}
