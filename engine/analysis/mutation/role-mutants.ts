import { indexStates, objectAt, objectsAt, textsAt, type StateNode } from '../../definition/index.js'
import type { ValuePath } from '../../definition/document.js'
import { wrongRolePoint } from '../../core/index.js'
import type { Mutant } from './mutant.js'
import type { MutationSource } from './mutation-source.js'

/** Every role of a task, an event, the start or the corrections replaced by another role of the process. */
export function roleMutants(source: MutationSource): readonly Mutant[] {
  const { document, plain } = source
  const lists = roleLists([...indexStates(plain.resolved).values()])
  const known = [...new Set(lists.flatMap(({ roles }) => roles))]
  return lists.flatMap(({ id, at, roles, near }) =>
    roles.flatMap((role, index) => {
      const other = anotherRole(role, roles, { known, source })
      if (other === undefined) return []
      const place = [...at, index]
      return [
        {
          id: `role:${id}:${role}`,
          change: `the role '${role}' becomes '${other}'`,
          place: document.locate(place),
          at: [place],
          value: other,
          near,
        },
      ]
    }),
  )
}

interface RoleList {
  readonly id: string
  readonly at: ValuePath
  readonly roles: readonly string[]
  readonly near: readonly string[]
}

function roleLists(states: readonly StateNode[]): readonly RoleList[] {
  const lists = states.flatMap(
    ({
      path,
      at,
      definition,
    }): readonly (Omit<RoleList, 'roles'> & {
      readonly roles: readonly string[] | undefined
    })[] => [
      ...(path === ''
        ? ['start', 'editable'].map((key) => ({
            id: key,
            at: [key, 'roles'],
            roles: textsAt(objectAt(definition, key), 'roles'),
            near: [],
          }))
        : []),
      {
        id: `${path}:task`,
        at: [...at, 'task', 'roles'],
        roles: textsAt(objectAt(definition, 'task'), 'roles'),
        near: [`state:${path}`],
      },
      ...objectsAt(definition, 'on').map(([event, handler]) => ({
        id: `${path}:on.${event}`,
        at: [...at, 'on', event, 'roles'],
        roles: textsAt(handler, 'roles'),
        near: [`branch:${path}:${event}:`, wrongRolePoint(event)],
      })),
    ],
  )
  return lists.flatMap(({ roles, ...list }) => (roles ? [{ ...list, roles }] : []))
}

/**
 * Another role of the process, or of the organisation where the process has no other. One that nobody holds together
 * with the role goes first: whoever holds both would hide the change.
 */
function anotherRole(
  role: string,
  roles: readonly string[],
  { known, source }: { readonly known: readonly string[]; readonly source: MutationSource },
): string | undefined {
  const inProcess = known.filter((other) => !roles.includes(other))
  const inHouse = source.houseRoles.filter((other) => !roles.includes(other))
  const others = inProcess.length > 0 ? inProcess : inHouse
  const apart = others.find(
    (other) => !source.people.some((held) => held.includes(other) && held.includes(role)),
  )
  return apart ?? others[0]
}
