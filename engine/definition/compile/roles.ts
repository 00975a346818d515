import type { JsonObject } from '../../errors/json.js'
import type { CheckedTask } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { Compilation } from './compilation.js'
import { objectAt, textsAt, isObject, member } from './json-access.js'
import { lineage } from './state-index.js'

/** Where a list of roles stands. */
export interface RolesPlace {
  readonly key: string
  readonly path: ValuePath
}

/**
 * The roles under a key, those the organisation does not know reported and left out. `undefined` when nothing is
 * written there, which is not the same as an empty list.
 */
export function knownRoles(
  compilation: Compilation,
  holder: JsonObject,
  { key, path }: RolesPlace,
): readonly string[] | undefined {
  const { log, known } = compilation
  const written = textsAt(holder, key)
  return written?.filter((role, index) => {
    if (!known.roles || known.roles.includes(role)) return true
    log.reportUnknown('unknown-role', [...path, key, index], {
      what: 'a role of the organisation',
      name: role,
      known: known.roles,
    })
    return false
  })
}

/** Events named under `notBy`; reports one that no state handles. `undefined` where nothing is written. */
export function knownNotBy(
  compilation: Compilation,
  holder: JsonObject,
  path: ValuePath,
): readonly string[] | undefined {
  return knownEvents(compilation, holder, [...path, 'notBy'])
}

/** Events named under `onlyBy`; reports one that no state handles. `undefined` where nothing is written. */
export function knownOnlyBy(
  compilation: Compilation,
  holder: JsonObject,
  path: ValuePath,
): readonly string[] | undefined {
  return knownEvents(compilation, holder, [...path, 'onlyBy'])
}

function knownEvents(
  { log, events }: Compilation,
  holder: JsonObject,
  path: ValuePath,
): readonly string[] | undefined {
  return textsAt(holder, String(path.at(-1)))?.filter((event, index) => {
    if (events.has(event)) return true
    log.reportUnknown('unknown-event', [...path, index], {
      what: 'an event that some state of this process handles',
      name: event,
      known: events.keys(),
    })
    return false
  })
}

/** Roles, four eyes, window and place of the nearest task at or above a state; nobody where there is none. */
export function taskAbove(
  { states, taskWindows }: Pick<Compilation, 'states' | 'taskWindows'>,
  state: string,
): Pick<CheckedTask, 'roles' | 'notBy' | 'onlyBy' | 'window'> & { readonly path?: string } {
  const holder = lineage(states, state).find((node) => isObject(member(node.definition, 'task')))
  const task = holder ? objectAt(holder.definition, 'task') : {}
  const window = taskWindows.get(holder?.path ?? '')
  return {
    roles: textsAt(task, 'roles') ?? [],
    notBy: textsAt(task, 'notBy') ?? [],
    onlyBy: textsAt(task, 'onlyBy') ?? [],
    ...(holder && { path: holder.path }),
    ...(window && { window }),
  }
}
