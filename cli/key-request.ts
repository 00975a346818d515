import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  checkWorkflows,
  EngineError,
  nearestName,
  parseInstant,
  readSources,
  readWorkflowFiles,
  systemClock,
  type ApiKeys,
  type CreatedKey,
  type Organisation,
} from '../engine/index.js'

/** What `keys create` was asked for, as it was written. */
export interface KeyRequest {
  readonly role?: readonly string[]
  readonly name?: string
  readonly actor?: string
  readonly expires?: string
}

/** The one role that every installation knows, also where the organisation does not name it. */
const admin = 'admin'

/**
 * Makes a key. Throws `usage-wrong` for a role or a person the organisation of the workflows folder does not have, for
 * a name that is taken, and for a time that is over. Without such a folder roles and persons are taken as they are.
 */
export async function createKey(api: ApiKeys, request: KeyRequest): Promise<CreatedKey> {
  const { role: roles = [], actor, expires } = request
  const name = request.name ?? `${roles[0] ?? actor ?? 'key'}-${randomBytes(4).toString('hex')}`
  const here = await organisationHere()
  refuseRoles(roles, actor, here)
  if (actor !== undefined) refuseUnknown('--actor', actor, here && known(here, 'people'))
  await refuseTaken(api, { name, actor, here })
  return api.create({
    name,
    roles,
    ...(actor === undefined ? {} : { actor }),
    ...(expires === undefined ? {} : { expiresAt: futureInstant(expires) }),
  })
}

/** Names to compare with, and where they stand. */
interface Known {
  readonly names: readonly string[]
  readonly folder: string
}

interface OrganisationHere {
  readonly organisation: Organisation
  readonly folder: string
}

/** The organisation the server reads; `undefined` when there is no folder, or none in it. */
async function organisationHere(): Promise<OrganisationHere | undefined> {
  const named = process.env['AFTERCARE_WORKFLOWS']
  const folder = named || 'workflows'
  if (!named && !existsSync(folder)) return undefined
  const { organisation } = checkWorkflows(readSources(await readWorkflowFiles([folder])))
  return Object.keys(organisation.roles).length === 0 ? undefined : { organisation, folder }
}

function known({ organisation, folder }: OrganisationHere, part: 'roles' | 'people'): Known {
  return { names: Object.keys(organisation[part]), folder }
}

function refuseRoles(
  roles: readonly string[],
  actor: string | undefined,
  here: OrganisationHere | undefined,
): void {
  if (roles.length === 0 && actor === undefined)
    throw new EngineError(
      'usage-wrong',
      'Expected --role, --actor or both, but found neither. A person brings the roles of the organisation along.',
    )
  for (const role of roles) {
    if (!/^[a-z][a-z0-9-]*$/.test(role))
      throw new EngineError(
        'usage-wrong',
        `Expected a role such as service-desk as --role, but found '${role}'.`,
      )
    if (role !== admin) refuseUnknown('--role', role, here && known(here, 'roles'))
  }
}

function refuseUnknown(option: '--role' | '--actor', found: string, among: Known | undefined): void {
  if (!among || among.names.includes(found)) return
  const what = option === '--role' ? 'a role' : 'a person'
  const nearest = nearestName(found, among.names)
  const remedy =
    nearest === undefined
      ? 'Add it there, or set AFTERCARE_WORKFLOWS to the folder of the server.'
      : `Did you mean '${nearest}'?`
  throw new EngineError(
    'usage-wrong',
    `Expected ${what} of the organisation in '${among.folder}' as ${option}, but found '${found}'. ${remedy}`,
  )
}

/**
 * A key without a person acts under its name. So no two keys share one, none has that of a person, and no key acts as
 * a person whose name another key acts under: they would count as one and see each other's cases.
 */
async function refuseTaken(
  api: ApiKeys,
  request: { name: string; actor: string | undefined; here: OrganisationHere | undefined },
): Promise<void> {
  const { name, actor, here } = request
  const keys = await api.list()
  if (keys.some((key) => key.name === name || key.actor === name))
    throw new EngineError('usage-wrong', `Expected a new name as --name, but '${name}' is in use already.`)
  if (actor === undefined && here && Object.hasOwn(here.organisation.people, name))
    throw new EngineError(
      'usage-wrong',
      `Expected a new name as --name, but '${name}' is a person of the organisation. Use --actor ${name} to act as that person.`,
    )
  if (keys.some((key) => key.actor === undefined && key.name === actor))
    throw new EngineError(
      'usage-wrong',
      `Expected a person as --actor, but a key acts under the name '${actor ?? ''}' already.`,
    )
}

function futureInstant(text: string): number {
  const at = parseInstant(text)
  if (at === undefined || at <= systemClock.now())
    throw new EngineError(
      'usage-wrong',
      `Expected a time to come, such as 2030-01-31T18:00:00+08:00, as --expires, but found '${text}'.`,
    )
  return at
}
