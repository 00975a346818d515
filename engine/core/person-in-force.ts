import type { Cast, Organisation } from '../definition/checked-workflows.js'
import type { Instant } from '../time/instant.js'
import type { Actor, Candidate } from './command.js'

/** The part of an organisation, or of a cast in its house, that says who may act. */
export interface PeopleAndRoles {
  readonly roles: Organisation['roles']
  readonly people: Cast['people']
}

/**
 * A person with the roles that count at `at`: the own ones, also while absent, and those of absent people whose deputy
 * the person is. A deputy gets no role that is never passed on, none that excludes one he or she has, and nothing that
 * the absent person only had as a deputy. `undefined` for somebody who is not here.
 */
export function personInForce(house: PeopleAndRoles, id: string, at: Instant): Actor | undefined {
  const person = Object.hasOwn(house.people, id) ? house.people[id] : undefined
  if (!person) return undefined
  const { roles: own, party } = person
  const standsInFor = lentTo(house, id, { own, at })
  return {
    id,
    roles: [...new Set([...own, ...standsInFor.flatMap(({ roles }) => roles)])],
    ...(party !== undefined && { party }),
    ...(standsInFor.length > 0 && { standsInFor }),
  }
}

/** Everybody of the house work can be given to, with the roles they hold themselves. People of parties are not of the house. */
export function candidatesOf({ people }: Pick<PeopleAndRoles, 'people'>): readonly Candidate[] {
  return Object.entries(people).flatMap(
    ([id, { name, contact, roles, skills = [], order, party, absences = [] }]) =>
      party === undefined
        ? [
            {
              id,
              ...(name !== undefined && { name }),
              ...(contact !== undefined && { contact }),
              roles,
              skills,
              ...(order !== undefined && { order }),
              absences: absences.map(({ from, to }) => ({ from, to })),
            },
          ]
        : [],
  )
}

function lentTo(
  { roles: house, people }: PeopleAndRoles,
  id: string,
  { own, at }: { readonly own: readonly string[]; readonly at: Instant },
): NonNullable<Actor['standsInFor']> {
  const held = new Set(own)
  const lent: { person: string; roles: readonly string[] }[] = []
  for (const [person, { roles, absences = [] }] of Object.entries(people)) {
    const away = absences.some(({ from, to, deputy }) => deputy === id && from <= at && at < to)
    if (!away || person === id) continue
    const taken = roles.filter(
      (role) => !own.includes(role) && roleOf(house, role)?.deputies !== false && goesWith(house, role, held),
    )
    for (const role of taken) held.add(role)
    if (taken.length > 0) lent.push({ person, roles: taken })
  }
  return lent
}

function goesWith(house: Organisation['roles'], role: string, held: ReadonlySet<string>): boolean {
  const excluded = roleOf(house, role)?.notWith ?? []
  return [...held].every(
    (other) => !excluded.includes(other) && roleOf(house, other)?.notWith?.includes(role) !== true,
  )
}

function roleOf(house: Organisation['roles'], role: string): Organisation['roles'][string] | undefined {
  return Object.hasOwn(house, role) ? house[role] : undefined
}
