import { candidatesOf, personInForce } from '../core/index.js'
import type { Actor, Candidate } from '../core/command.js'
import type { Organisation } from '../definition/checked-workflows.js'
import type { Text } from '../errors/json.js'
import type { Instant } from '../time/instant.js'
import type { Directory, PartyContact } from './ports.js'

/**
 * The people of `organisation.yaml`, as the time of `now` has it: whoever stands in for somebody has more roles
 * meanwhile. The organisation is world: the newest applies to running cases too.
 */
export class OrganisationDirectory implements Required<Directory> {
  #organisation: Organisation
  readonly #now: () => Instant

  constructor(organisation: Organisation, now: () => Instant) {
    this.#organisation = organisation
    this.#now = now
  }

  replace(organisation: Organisation): void {
    this.#organisation = organisation
  }

  find(id: string): Promise<Actor | undefined> {
    return Promise.resolve(personInForce(this.#organisation, id, this.#now()))
  }

  candidates(): Promise<readonly Candidate[]> {
    return Promise.resolve(candidatesOf(this.#organisation))
  }

  party(id: string): Promise<PartyContact | undefined> {
    const { parties, people } = this.#organisation
    const party = Object.hasOwn(parties, id) ? parties[id] : undefined
    if (!party) return Promise.resolve(undefined)
    return Promise.resolve({
      name: party.title['zh-CN'],
      ...(party.contact && { contact: party.contact }),
      people: Object.entries(people).flatMap(([person, { name, roles, contact, party: own }]) =>
        own === id ? [{ id: person, name, roles, ...(contact && { contact }) }] : [],
      ),
    })
  }

  /** Ids of all roles and all people. */
  names(): { readonly roles: readonly string[]; readonly people: readonly string[] } {
    const { roles, people } = this.#organisation
    return { roles: Object.keys(roles), people: Object.keys(people) }
  }

  /** What a role is called; `undefined` for one the organisation does not have. */
  titleOf(role: string): Text | undefined {
    const { roles } = this.#organisation
    return Object.hasOwn(roles, role) ? roles[role]?.title : undefined
  }

  /** What every role is called. */
  titles(): readonly { readonly id: string; readonly title: Text }[] {
    return Object.entries(this.#organisation.roles).map(([id, { title }]) => ({ id, title }))
  }

  /** Whether a role is one of people outside, such as the customer's. */
  isOutside(role: string): boolean {
    const { roles } = this.#organisation
    return Object.hasOwn(roles, role) && roles[role]?.outside === true
  }
}
