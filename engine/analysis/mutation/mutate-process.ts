import { compileProcess } from '../../definition/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import type { SourceDocument } from '../../definition/document.js'
import { playScenario } from '../run-scenarios.js'
import type { ScenarioResult } from '../scenario/run-scenario.js'
import { mutated, type Mutant } from './mutant.js'

/** What became of a mutant: a story failed, the process did not compile any more, or nobody noticed. */
export type MutantFate =
  | { readonly fate: 'noticed'; readonly by: string }
  | { readonly fate: 'unsound' }
  | { readonly fate: 'survived'; readonly stories: readonly string[] }

/** A story of the process with what it passed through unchanged. */
export interface PlayedStory {
  readonly document: SourceDocument
  readonly result: ScenarioResult
}

/**
 * Plays the stories of one process on its mutants, each until one fails. Those that passed near the change go first,
 * then those that noticed most so far.
 */
export class MutantHunt {
  readonly #workflows: CheckedWorkflows
  readonly #variants: readonly CheckedProcess[]
  readonly #stories: readonly PlayedStory[]
  readonly #noticed = new Map<PlayedStory, number>()

  /** `stories`: all of the process; each of them passes on the unchanged one. */
  constructor(workflows: CheckedWorkflows, process: string, stories: readonly PlayedStory[]) {
    this.#workflows = workflows
    this.#variants = workflows.processes.filter(({ id }) => id === process)
    this.#stories = stories
  }

  hunt(mutant: Mutant): MutantFate {
    const changed = new Map<string | undefined, CheckedWorkflows>()
    const played: string[] = []
    for (const story of this.#inOrder(mutant)) {
      const profile = profileOf(story)
      const workflows = changed.get(profile) ?? this.#with(mutant, profile)
      if (!workflows) return { fate: 'unsound' }
      changed.set(profile, workflows)
      played.push(story.document.id)
      if (playScenario(story.document, workflows).passed) continue
      this.#noticed.set(story, (this.#noticed.get(story) ?? 0) + 1)
      return { fate: 'noticed', by: story.document.id }
    }
    return { fate: 'survived', stories: played }
  }

  /** The definitions with one variant of the process changed; `undefined` when it does not compile. */
  #with(mutant: Mutant, profile: string | undefined): CheckedWorkflows | undefined {
    const before = this.#variants.find((variant) => variant.profile === profile)
    const after = before && compileProcess(mutated(before.resolved, mutant)).process
    if (!after) return undefined
    const processes = this.#workflows.processes.map((process) => (process === before ? after : process))
    return { ...this.#workflows, processes }
  }

  #inOrder({ near, profiles }: Mutant): readonly PlayedStory[] {
    const passedNear = ({ result }: PlayedStory): number =>
      near.filter((start) => [...result.covered].some((point) => point.startsWith(start))).length
    return this.#stories
      .filter((story) => !profiles || profiles.includes(profileOf(story)))
      .map((story) => ({ story, near: passedNear(story), noticed: this.#noticed.get(story) ?? 0 }))
      .sort((a, b) => b.near - a.near || b.noticed - a.noticed)
      .map(({ story }) => story)
  }
}

function profileOf({ document }: PlayedStory): string | undefined {
  const { profile } = document.value
  return typeof profile === 'string' ? profile : undefined
}
