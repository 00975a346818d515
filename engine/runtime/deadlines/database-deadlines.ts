import type { Store } from '../../store/port.js'
import type { Calendar } from '../../time/calendar.js'
import { plainCalendar, type Instant } from '../../time/index.js'
import { deployedCalendars } from '../calendar-diff/database-diff.js'
import { caseNamed } from '../case-named.js'
import { factsIn, ProcessCatalogue } from '../process-catalogue.js'
import type { RoleTitles } from './tell-upcoming.js'
import { readDeadlines, type ToldDeadlines } from './read-deadlines.js'

/**
 * The deadlines of a case, by its number or id, in a database beside which no engine runs here: versions are compiled
 * from the database, and so are the calendars deployed last where `calendars` does not hold them; roles are told by
 * their ids unless `titleOf` knows them. Changes nothing.
 */
export async function databaseDeadlines(
  { read }: Pick<Store, 'read'>,
  {
    name,
    now,
    ...given
  }: {
    readonly name: string
    readonly now: Instant
    readonly calendars?: ReadonlyMap<string, Calendar>
    readonly titleOf?: RoleTitles
  },
): Promise<ToldDeadlines | undefined> {
  const catalogue = new ProcessCatalogue()
  const calendars = new Map([...(await deployedCalendars(read)), ...(given.calendars ?? [])])
  const plain = plainCalendar('UTC')
  const world = {
    read,
    now,
    ...(given.titleOf ? { titleOf: given.titleOf } : {}),
    version: (hash: string) => catalogue.version(read, hash),
    factsOf: (process: Parameters<typeof factsIn>[0]) => factsIn(process, calendars),
    hashOf: (id: string) => calendars.get(id)?.hash ?? (id === plain.id ? plain.hash : undefined),
  }
  const found = await caseNamed(read, name)
  return found && readDeadlines(world, found.id)
}
