import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Text } from '../errors/index.js'

/** What profiles are called, as the newest definitions say. */
export class ProfileTitles {
  #titles: ReadonlyMap<string, Text>

  constructor({ profiles }: Pick<CheckedWorkflows, 'profiles'>) {
    this.#titles = profiles ?? new Map()
  }

  replace({ profiles }: Pick<CheckedWorkflows, 'profiles'>): void {
    this.#titles = profiles ?? new Map()
  }

  /** What of it hosts ask for. */
  calls(): { titleOfProfile(profile: string): Text | undefined } {
    return { titleOfProfile: (profile) => this.#titles.get(profile) }
  }
}
