import { usualAccess, type CheckedAccess } from '../definition/access/index.js'
import type { CheckedWorkflows, Organisation } from '../definition/checked-workflows.js'

/** Who sees what, as the newest definitions say. Rules on access are world: they hold for running cases too. */
export class AccessRules {
  #access: CheckedAccess
  #people: Organisation['people']

  constructor(workflows: Pick<CheckedWorkflows, 'access' | 'organisation'>) {
    this.#access = workflows.access ?? usualAccess
    this.#people = workflows.organisation.people
  }

  replace(workflows: Pick<CheckedWorkflows, 'access' | 'organisation'>): void {
    this.#access = workflows.access ?? usualAccess
    this.#people = workflows.organisation.people
  }

  /** What of it hosts ask for. */
  calls(): {
    access(): CheckedAccess
    branchOf(person: string): string | undefined
    peopleOf(branch: string): readonly string[]
  } {
    return {
      access: () => this.#access,
      branchOf: (person) => (Object.hasOwn(this.#people, person) ? this.#people[person]?.branch : undefined),
      peopleOf: (branch) =>
        Object.entries(this.#people).flatMap(([id, person]) => (person.branch === branch ? [id] : [])),
    }
  }
}
