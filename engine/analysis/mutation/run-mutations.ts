import { listAt, textAt } from '../../definition/index.js'
import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import type { SourceDocument, SourceSet } from '../../definition/document.js'
import type { Problem } from '../../errors/index.js'
import type { ScenarioReport } from '../run-scenarios.js'
import type { Mutant } from './mutant.js'
import { MutantHunt, type MutantFate, type PlayedStory } from './mutate-process.js'
import { mutantsOf } from './mutants-of.js'
import { mutationSource } from './mutation-source.js'

/** A change that no story noticed. */
export interface Survivor {
  readonly change: string
  readonly what: string
  readonly file: string
  readonly line: number
  readonly column: number
  /** Titles of the stories that were played with it. */
  readonly stories: readonly string[]
  /** Why that is right, where somebody wrote it down. */
  readonly reason?: string
}

/** How the stories of a process did on its mutants. */
export interface MutationReport {
  readonly process: string
  readonly total: number
  /** Mutants that made a story fail. */
  readonly noticed: number
  /** Changes after which the process does not compile: they say nothing about the stories. */
  readonly unsound: readonly string[]
  /** Survivors with a reason on file. */
  readonly accepted: number
  readonly survivors: readonly Survivor[]
  /** Survivors without a reason (`mutant-survived`) and reasons that have become idle (`stale-survivor`). */
  readonly problems: readonly Problem[]
}

/**
 * Changes a process one thing at a time and plays its stories until one fails. `played` is how they went unchanged: a
 * story that failed then could notice nothing, so it is left out. `undefined` where the process is faulty or not there.
 */
export function runMutations(
  process: string,
  {
    workflows,
    sources,
    played,
  }: {
    readonly workflows: CheckedWorkflows
    readonly sources: SourceSet
    readonly played: ScenarioReport
  },
): MutationReport | undefined {
  const source = mutationSource(process, workflows, sources)
  if (!source) return undefined
  const hunt = new MutantHunt(workflows, process, storiesOf(process, workflows, played))
  const fates = new Map(mutantsOf(source).map((mutant) => [mutant.id, { mutant, fate: hunt.hunt(mutant) }]))
  const accepted = acceptedOf(process, workflows)
  const survivors = [...fates.values()].flatMap(({ mutant, fate }) =>
    fate.fate === 'survived' ? [survivor(mutant, fate.stories, accepted.get(mutant.id)?.reason)] : [],
  )
  const idsOf = (wanted: MutantFate['fate']): readonly string[] =>
    [...fates].flatMap(([id, { fate }]) => (fate.fate === wanted ? [id] : []))
  return {
    process,
    total: fates.size,
    noticed: idsOf('noticed').length,
    unsound: idsOf('unsound'),
    accepted: survivors.filter(({ reason }) => reason !== undefined).length,
    survivors,
    problems: [
      ...[...fates.values()].flatMap(({ mutant, fate }) =>
        fate.fate === 'survived' && !accepted.has(mutant.id) ? [survived(mutant, fate.stories.length)] : [],
      ),
      ...[...accepted].flatMap(([id, { document, index }]) =>
        stale(id, fates.get(id)?.fate, { document, index }),
      ),
    ],
  }
}

function storiesOf(
  process: string,
  { scenarios }: CheckedWorkflows,
  { results }: ScenarioReport,
): readonly PlayedStory[] {
  return scenarios.flatMap((document, index) => {
    const result = results[index]
    return textAt(document.value, 'process') === process && result?.passed ? [{ document, result }] : []
  })
}

interface Accepted {
  readonly document: SourceDocument
  readonly index: number
  readonly reason: string
}

/** Survivors with a reason, by the id of the change. */
function acceptedOf(process: string, { mutations }: CheckedWorkflows): ReadonlyMap<string, Accepted> {
  return new Map(
    mutations
      .filter(({ id }) => id === process)
      .flatMap((document) =>
        listAt(document.value, 'survivors').map((entry, index) => [
          textAt(entry, 'change') ?? '',
          { document, index, reason: textAt(entry, 'reason') ?? '' },
        ]),
      ),
  )
}

function survivor(
  { id, change, place }: Mutant,
  stories: readonly string[],
  reason: string | undefined,
): Survivor {
  const { file, line, column } = place
  return { change: id, what: change, file, line, column, stories, ...(reason !== undefined && { reason }) }
}

function survived({ id, change, place }: Mutant, stories: number): Problem {
  return {
    code: 'mutant-survived',
    severity: 'error',
    message: `Expected a story to fail when ${change}, but ${storyWords(stories)}.`,
    place,
    hint: `Tell a story in which it matters. Where nobody could see it, give the reason under 'mutations:', 'change: ${id}'.`,
  }
}

function storyWords(stories: number): string {
  if (stories === 0) return 'no story runs with it'
  return stories === 1 ? 'the only story passes' : `all ${stories} stories pass`
}

function stale(
  id: string,
  fate: MutantFate | undefined,
  { document, index }: Pick<Accepted, 'document' | 'index'>,
): readonly Problem[] {
  if (fate?.fate === 'survived') return []
  const why = fateWords(fate)
  return [
    {
      code: 'stale-survivor',
      severity: 'error',
      message: `Expected a change that no story notices, but '${id}' ${why}.`,
      found: id,
      place: document.locate(['survivors', index, 'change']),
      hint: 'Take the entry out, or correct its name.',
    },
  ]
}

function fateWords(fate: Exclude<MutantFate, { fate: 'survived' }> | undefined): string {
  if (!fate) return 'is no change of this process'
  return fate.fate === 'noticed' ? `is noticed by '${fate.by}'` : 'does not compile'
}
