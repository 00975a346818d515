import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import { EngineError } from '../../errors/index.js'
import type { StoreReads } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { declaredHandlers } from '../effects/declared-handlers.js'
import type { Environment } from '../effects/secrets.js'
import { refuseMissingCalendars } from '../missing-calendars.js'
import { ProcessCatalogue } from '../process-catalogue.js'
import { unpublishedHolidays } from '../unpublished-holidays.js'
import { changedVersions } from '../versions/index.js'
import { bad, ok, warn, type Finding } from './finding.js'

/** Whether a folder of definitions is sound, and what it names is there. */
export function lookAtFolder(
  workflows: CheckedWorkflows,
  { now, environment }: { readonly now: Instant; readonly environment: Environment },
): readonly Finding[] {
  return [lookAtFiles(workflows), ...lookAtSecrets(workflows, environment), ...lookAtHolidays(workflows, now)]
}

function lookAtFiles({ problems, processes }: CheckedWorkflows): Finding {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const ids = new Set(processes.map(({ id }) => id))
  if (errors > 0)
    return bad(
      'folder',
      `The definitions have ${errors} errors: a server does not start with them.`,
      "See them with their places: 'aftercare check' and the folder.",
    )
  if (ids.size === 0)
    return bad('folder', 'The folder has no procedures.', 'Name another one with --workflows.')
  return ok('folder', `${ids.size} processes, without errors.`)
}

function lookAtSecrets(workflows: CheckedWorkflows, environment: Environment): readonly Finding[] {
  const missing: string[] = []
  const log = ({ message }: { readonly message: string }): void => void missing.push(message)
  const { services, channels } = declaredHandlers(workflows, { environment, log, given: {} })
  if (missing.length === 0)
    return [ok('secrets', `${services.size} declared services and ${channels.size} channels can deliver.`)]
  return missing.map((text) => warn('secrets', text, 'Set the variable for the server, and start it again.'))
}

function lookAtHolidays({ calendars }: CheckedWorkflows, now: Instant): readonly Finding[] {
  const unpublished = unpublishedHolidays(calendars, now)
  if (unpublished.length === 0)
    return [ok('holidays', 'The holidays of the coming 60 days are known to every calendar.')]
  return unpublished.map(({ calendar, publishedUntil }) =>
    warn(
      'holidays',
      `The calendar '${calendar}' knows holidays until the end of ${publishedUntil}: due points behind that are provisional.`,
      "Once they are announced, write them into its 'holidays' and 'workdays', and the year into 'publishedYears'.",
    ),
  )
}

/** Whether the versions of a folder are those the database knows by their names. */
export async function lookAtVersions(
  read: Pick<StoreReads, 'processVersions'>,
  { processes }: Pick<CheckedWorkflows, 'processes'>,
): Promise<readonly Finding[]> {
  const changed = changedVersions(processes, await read.processVersions())
  if (changed.length === 0)
    return [ok('versions', 'Every version has the content the database knows by its name.')]
  return changed.map(({ process, message }) =>
    warn('versions', message, `A server does not start with it: raise 'version' of '${process}'.`),
  )
}

/** Whether open cases can go on with the calendars of a folder. */
export async function lookAtCalendars(
  read: StoreReads,
  { calendars }: Pick<CheckedWorkflows, 'calendars'>,
): Promise<Finding> {
  const catalogue = new ProcessCatalogue()
  try {
    await refuseMissingCalendars(read, calendars, (hash) => catalogue.version(read, hash))
    return ok('calendars', 'Every open case has the calendars it counts with.')
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'definition-invalid') throw error
    return bad('calendars', error.message, 'Put the calendar back into the folder.')
  }
}
