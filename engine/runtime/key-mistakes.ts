import { nearestName } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import type { ListedKey, NewKey } from './api-keys.js'
import { isReserved } from './reserved-ids.js'

/** What somebody wants of a key, before it is looked at. */
export type KeyWish = Pick<NewKey, 'roles' | 'actor' | 'expiresAt' | 'processes' | 'mayActFor'> & {
  /** Absent where one is made up. */
  readonly name?: string
}

/** Names a key may speak of; what is absent is not compared. */
export interface KnownNames {
  readonly roles?: readonly string[]
  readonly people?: readonly string[]
  readonly processes?: readonly string[]
  /** Where they stand: `the organisation in 'workflows'`. */
  readonly where: string
  /** What to do about a name that is not there and resembles none. */
  readonly remedy: string
}

/** What is wrong with one part of a wish. */
export interface KeyMistake {
  readonly field: keyof KeyWish
  readonly message: string
}

/** The one role that every installation knows, also where the organisation does not name it. */
const admin = 'admin'

interface Context {
  readonly keys: readonly ListedKey[]
  readonly known: KnownNames
  readonly now: Instant
  /** How a field is called where it was given: `--role`. */
  readonly call: (field: keyof KeyWish) => string
}

/** Everything that is wrong with a wish for a key, in the order of its parts. */
export function keyMistakes(wish: KeyWish, context: Context): readonly KeyMistake[] {
  return [
    ...rolesWrong(wish, context),
    ...nameTaken(wish, context),
    ...actorWrong(wish, context),
    ...processesWrong(wish, context),
    ...actingWrong(wish, context),
    ...timeWrong(wish, context),
  ]
}

function rolesWrong({ roles, actor }: KeyWish, { known, call }: Context): readonly KeyMistake[] {
  if (roles.length === 0 && actor === undefined)
    return mistake(
      'roles',
      `Expected ${call('roles')}, ${call('actor')} or both, but found neither. A person brings the roles of the organisation along.`,
    )
  return roles.flatMap((role) => {
    if (!/^[a-z][a-z0-9-]*$/.test(role))
      return mistake(
        'roles',
        `Expected a role such as service-desk as ${call('roles')}, but found '${role.slice(0, 60)}'.`,
      )
    const names = role === admin ? undefined : known.roles
    return unknown('roles', role, { what: 'a role', names, known, call })
  })
}

/**
 * A key without a person acts under its name. So no two keys share one, none has that of a person, and no key acts as
 * a person whose name another key acts under: they would count as one and see each other's cases.
 */
function nameTaken({ name, actor }: KeyWish, { keys, known, call }: Context): readonly KeyMistake[] {
  if (name === undefined) return []
  if (!isName(name))
    return mistake(
      'name',
      `Expected a name of 1 to 100 characters without '@' at its beginning as ${call('name')}, but found another.`,
    )
  if (isReserved(name))
    return mistake(
      'name',
      `Expected a name as ${call('name')} that is not kept for the engine, but found '${name}'.`,
    )
  if (keys.some((key) => key.name === name || key.actor === name))
    return mistake('name', `Expected a new name as ${call('name')}, but '${name}' is in use already.`)
  if (actor === undefined && known.people?.includes(name))
    return mistake(
      'name',
      `Expected a new name as ${call('name')}, but '${name}' is a person of the organisation. Use ${call('actor')} ${name} to act as that person.`,
    )
  return []
}

function actorWrong({ actor }: KeyWish, { keys, known, call }: Context): readonly KeyMistake[] {
  if (actor === undefined) return []
  const strange = unknown('actor', actor, { what: 'a person', names: known.people, known, call })
  if (strange.length > 0) return strange
  if (keys.some((key) => key.actor === undefined && key.name === actor))
    return mistake(
      'actor',
      `Expected a person as ${call('actor')}, but a key acts under the name '${actor}' already.`,
    )
  return []
}

function processesWrong({ roles, processes }: KeyWish, { known, call }: Context): readonly KeyMistake[] {
  if (processes === undefined) return []
  if (roles.includes(admin))
    return mistake(
      'processes',
      `Expected other roles than '${admin}' beside ${call('processes')}, since an admin is one for all processes. Leave one of them out.`,
    )
  if (processes.length === 0)
    return mistake(
      'processes',
      `Expected at least one process as ${call('processes')}, but found none. Leave it out for all.`,
    )
  return processes.flatMap((process) =>
    unknown('processes', process, { what: 'a process', names: known.processes, known, call }),
  )
}

function actingWrong({ roles, actor, mayActFor }: KeyWish, { call }: Context): readonly KeyMistake[] {
  if (!mayActFor) return []
  if (actor !== undefined)
    return mistake(
      'mayActFor',
      `Expected a key of its own name for ${call('mayActFor')}, but it acts as '${actor}'. Leave ${call('actor')} out.`,
    )
  if (roles.length === 0)
    return mistake(
      'mayActFor',
      `Expected ${call('roles')} beside ${call('mayActFor')}, but found none: nobody could do anything through it.`,
    )
  return []
}

function timeWrong({ expiresAt }: KeyWish, { now, call }: Context): readonly KeyMistake[] {
  if (expiresAt === undefined || expiresAt > now) return []
  return mistake(
    'expiresAt',
    `Expected a time to come, such as 2030-01-31T18:00:00+08:00, as ${call('expiresAt')}, but found one that is over.`,
  )
}

/** Ids that begin with '@' are the engine's own. */
function isName(name: string): boolean {
  return /^[^\s@\p{Cc}][^\p{Cc}]{0,99}$/u.test(name)
}

function unknown(
  field: KeyMistake['field'],
  found: string,
  among: Pick<Context, 'known' | 'call'> & {
    readonly what: string
    readonly names: readonly string[] | undefined
  },
): readonly KeyMistake[] {
  const { what, names, known, call } = among
  if (!names || names.includes(found)) return []
  const nearest = nearestName(found, names)
  const remedy = nearest === undefined ? known.remedy : `Did you mean '${nearest}'?`
  const shown = found.slice(0, 60)
  return mistake(
    field,
    `Expected ${what} of ${known.where} as ${call(field)}, but found '${shown}'. ${remedy}`,
  )
}

function mistake(field: KeyMistake['field'], message: string): readonly KeyMistake[] {
  return [{ field, message }]
}
