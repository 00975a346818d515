import type { Engine, StoryStep } from '../../engine/index.js'

type Begun = NonNullable<NonNullable<StoryStep['expect']>['began']>[number]

/** The cases of one story as they come about: its own, and all that these lead to. */
export class StoryCases {
  readonly #engine: Engine
  /** In the order in which they came about, the one the story is about first. */
  readonly #known: { readonly id: string; readonly process: string }[]
  readonly #labels = new Map<string, string>()

  constructor(engine: Engine, main: { readonly id: string; readonly process: string }) {
    this.#engine = engine
    this.#known = [main]
  }

  /** Case the story is about. */
  get main(): string | undefined {
    return this.#known[0]?.id
  }

  /** Sees which cases have begun since the last look, and gives them the labels the story has for them. */
  async look(expected: readonly Begun[] = []): Promise<void> {
    const before = this.#known.length
    for (const { id } of this.#known) await this.#add(id)
    const fresh = this.#known.slice(before)
    for (const { process, as } of expected) {
      const at = fresh.findIndex((one) => one.process === process)
      const [one] = at < 0 ? [] : fresh.splice(at, 1)
      if (one && as !== undefined) this.#labels.set(as, one.id)
    }
  }

  /** A case by its label, or the latest of a process; the one the story is about without a name. */
  find(name: string | undefined): string | undefined {
    if (name === undefined) return this.main
    return this.#labels.get(name) ?? this.#known.findLast(({ process }) => process === name)?.id
  }

  /** Cases found on the way are walked as well, since they stand behind in the list that grows. */
  async #add(id: string): Promise<void> {
    const related = await this.#engine.related(id)
    for (const { instance, process, status } of related?.links ?? []) {
      const begun = status === 'active' || status === 'ended'
      if (!begun || process === undefined || this.#known.some((one) => one.id === instance)) continue
      this.#known.push({ id: instance, process })
    }
  }
}
