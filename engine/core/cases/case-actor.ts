import type { Actor } from '../command.js'

/** What another case acts as. No organisation can have a role of this name. */
const caseRole = '@case'

/** Another case as whoever sends, begins or ends something: it may use handlers with `roles: []`, and no others. */
export function caseActor(instance: string): Actor {
  return { id: `case:${instance}`, roles: [caseRole] }
}

/** Id of the case that acts; `undefined` where a person or a program does. */
export function caseOf(actor: Actor | undefined): string | undefined {
  return actor && isCase(actor) ? actor.id.slice('case:'.length) : undefined
}

/** Whether it is a case that acts, and no person or program. */
export function isCase({ roles }: Actor): boolean {
  return roles.includes(caseRole)
}
