import type { Organisation } from '../../definition/checked-workflows.js'
import type { Store } from '../../store/port.js'
import { plainCalendar, type Instant } from '../../time/index.js'
import type { Calendar } from '../../time/calendar.js'
import { deployedCalendars } from '../calendar-diff/database-diff.js'
import { caseNamed } from '../case-named.js'
import { OrganisationDirectory } from '../organisation-directory.js'
import { factsIn, ProcessCatalogue } from '../process-catalogue.js'
import { readStuck } from './read-stuck.js'
import type { ToldStuck } from './told-stuck.js'

/** What a folder of definitions adds to what the database holds. */
export interface StuckFolder {
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** Titles of roles and names of people; ids stand for them without. */
  readonly organisation?: Organisation
}

/**
 * The same for a case by its number or id, in a database beside which no engine runs here: versions and calendars are
 * those of the database, unless a folder has others. Changes nothing.
 */
export async function databaseStuck(
  { read }: Pick<Store, 'read'>,
  { name, now, ...folder }: StuckFolder & { readonly name: string; readonly now: Instant },
): Promise<ToldStuck | undefined> {
  const directory = folder.organisation && new OrganisationDirectory(folder.organisation, () => now)
  const catalogue = new ProcessCatalogue()
  const calendars = new Map([...(await deployedCalendars(read)), ...(folder.calendars ?? [])])
  const plain = plainCalendar('UTC')
  const world = {
    ...{ read, now },
    ...(directory && {
      people: () => directory.candidates(),
      titleOf: (role: string) => directory.titleOf(role),
    }),
    version: (hash: string) => catalogue.version(read, hash),
    factsOf: (process: Parameters<typeof factsIn>[0]) => factsIn(process, calendars),
    hashOf: (id: string) => calendars.get(id)?.hash ?? (id === plain.id ? plain.hash : undefined),
  }
  const found = await caseNamed(read, name)
  return found && readStuck(world, found.id)
}
