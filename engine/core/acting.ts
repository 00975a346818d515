import type { CheckedHandler, CheckedProcess } from '../definition/checked-process.js'
import { isCase } from './cases/case-actor.js'
import type { Actor } from './command.js'
import type { InstanceRecord } from './record.js'

/** What of a case says who may act in it. */
export interface Standings {
  readonly process: Pick<CheckedProcess, 'parties'>
  readonly senders: InstanceRecord['senders']
  readonly parties: NonNullable<InstanceRecord['parties']>
}

/** What limits who may do something: roles, four eyes, and that whoever began it ends it. */
export type Bound = Pick<CheckedHandler, 'roles' | 'notBy' | 'onlyBy'>

/** In which role somebody acts: one that counts in the case, of the own or of a person he or she stands in for. */
export interface Acting {
  readonly role: string
  /** The absent person whose role it is. Absent where it is an own one. */
  readonly for?: string
}

/** Every one of the roles an actor has in this case, own ones first. A role that is a party counts for that party only. */
export function actingsOf(
  standings: Pick<Standings, 'process' | 'parties'>,
  roles: readonly string[],
  actor: Actor,
): readonly Acting[] {
  const { standsInFor = [] } = actor
  if (standsInFor.length === 0)
    return roles.flatMap((role) =>
      actor.roles.includes(role) && countsIn(standings, role, actor) ? [{ role }] : [],
    )
  const lent = new Set(standsInFor.flatMap((one) => one.roles))
  const counting = roles.filter((role) => countsIn(standings, role, actor))
  return [
    ...counting.flatMap((role) => (actor.roles.includes(role) && !lent.has(role) ? [{ role }] : [])),
    ...standsInFor.flatMap(({ person, roles: theirs }) =>
      counting.flatMap((role) => (theirs.includes(role) ? [{ role, for: person }] : [])),
    ),
  ]
}

/**
 * In which role this actor may do something; `undefined` where in none. Whoever stands in for somebody acts for both:
 * what either of them did binds four eyes, and either of them may end what was begun.
 */
export function actingIn(standings: Standings, bound: Bound, actor: Actor): Acting | undefined {
  // Cases use what nobody else may use, and nothing more.
  if (bound.roles.length === 0 && isCase(actor)) return { role: '' }
  return actingsOf(standings, bound.roles, actor).find(
    (acting) =>
      fourEyesBreach(standings, bound, { actor, acting }) === undefined &&
      isOneOfOnly(standings, bound, { actor, acting }),
  )
}

/** The event of `notBy` that one of those who act has sent. */
export function fourEyesBreach(
  { senders }: Pick<Standings, 'senders'>,
  { notBy }: Pick<Bound, 'notBy'>,
  who: { readonly actor: Actor; readonly acting: Acting },
): { readonly event: string; readonly person: string } | undefined {
  for (const event of notBy) {
    const person = peopleOf(who).find((one) => sendersOf(senders, event).includes(one))
    if (person !== undefined) return { event, person }
  }
  return undefined
}

/** Whether one of those who act has sent an event of `onlyBy`; always where nothing is named there. */
export function isOneOfOnly(
  { senders }: Pick<Standings, 'senders'>,
  { onlyBy }: Pick<Bound, 'onlyBy'>,
  who: { readonly actor: Actor; readonly acting: Acting },
): boolean {
  if (onlyBy.length === 0) return true
  return onlyBy.some((event) => peopleOf(who).some((one) => sendersOf(senders, event).includes(one)))
}

/** Who sent an event in this case so far. */
export function sendersOf(senders: InstanceRecord['senders'], event: string): readonly string[] {
  return Object.hasOwn(senders, event) ? (senders[event] ?? []) : []
}

function peopleOf({ actor, acting }: { readonly actor: Actor; readonly acting: Acting }): readonly string[] {
  return acting.for === undefined ? [actor.id] : [actor.id, acting.for]
}

/** Denied unless the case says so: while a role has no party in it, nobody has that role. */
function countsIn(
  { process, parties }: Pick<Standings, 'process' | 'parties'>,
  role: string,
  actor: Actor,
): boolean {
  if (!process.parties.has(role)) return true
  const party = Object.hasOwn(parties, role) ? parties[role] : undefined
  return party !== undefined && party === actor.party
}
