import type { Actor } from '../core/command.js'
import type { Organisation } from '../definition/checked-workflows.js'
import type { Text } from '../errors/json.js'
import type { Directory } from './ports.js'

/** The people of `organisation.yaml`. The organisation is world: the newest applies to running cases too. */
export class OrganisationDirectory implements Directory {
  #organisation: Organisation

  constructor(organisation: Organisation) {
    this.#organisation = organisation
  }

  replace(organisation: Organisation): void {
    this.#organisation = organisation
  }

  find(id: string): Promise<Actor | undefined> {
    const { people } = this.#organisation
    const person = Object.hasOwn(people, id) ? people[id] : undefined
    return Promise.resolve(person && { id, roles: person.roles })
  }

  /** What a role is called; `undefined` for one the organisation does not have. */
  titleOf(role: string): Text | undefined {
    const { roles } = this.#organisation
    return Object.hasOwn(roles, role) ? roles[role]?.title : undefined
  }

  /** Whether a role is one of people outside, such as the customer's. */
  isOutside(role: string): boolean {
    const { roles } = this.#organisation
    return Object.hasOwn(roles, role) && roles[role]?.outside === true
  }
}
