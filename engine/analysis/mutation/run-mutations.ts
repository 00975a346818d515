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

/** How many mutants there were, and what became of them. `total` is the sum of the others. */
export interface MutationCounts {
  readonly total: number
  /** Mutants that made a story fail. */
  readonly noticed: number
  /** Survivors with a reason on file. */
  readonly accepted: number
  /** Survivors without one. */
  readonly unexplained: number
  /** Changes after which the process does not compile: they say nothing about the stories. */
  readonly notCompiled: number
}

/** How the stories of a process did on its mutants. */
export interface MutationReport extends MutationCounts {
  readonly process: string
  /** Ids of the changes after which the process does not compile. */
  readonly unsound: readonly string[]
  readonly survivors: readonly Survivor[]
  /** Survivors without a reason (`mutant-survived`) and reasons that have become idle (`stale-survivor`). */
  readonly problems: readonly Problem[]
}

/**
 * Changes a process one thing at a time and plays its stories until one fails. `played` is how they went unchanged: a
 * story that failed then could notice nothing, so it is left out. `tell` hears after each change how many are done, since
 * a large process takes minutes. `undefined` where the process is faulty or not there.
 */
export function runMutations(
  process: string,
  {
    workflows,
    sources,
    played,
    tell,
  }: {
    readonly workflows: CheckedWorkflows
    readonly sources: SourceSet
    readonly played: ScenarioReport
    readonly tell?: (done: number, of: number) => void
  },
): MutationReport | undefined {
  const source = mutationSource(process, workflows, sources)
  if (!source) return undefined
  const hunt = new MutantHunt(workflows, process, storiesOf(process, workflows, played))
  const mutants = mutantsOf(source)
  const fates: Fates = new Map(
    mutants.map((mutant, index) => {
      const fate = hunt.hunt(mutant)
      tell?.(index + 1, mutants.length)
      return [mutant.id, { mutant, fate }]
    }),
  )
  return reportOf(process, fates, acceptedOf(process, workflows))
}

/** What became of each mutant, by its id. */
type Fates = ReadonlyMap<string, { readonly mutant: Mutant; readonly fate: MutantFate }>

/** The counts of several reports together. */
export function sumOfMutations(reports: readonly MutationReport[]): MutationCounts {
  const sum = (count: keyof MutationCounts): number =>
    reports.reduce((total, report) => total + report[count], 0)
  return {
    total: sum('total'),
    noticed: sum('noticed'),
    accepted: sum('accepted'),
    unexplained: sum('unexplained'),
    notCompiled: sum('notCompiled'),
  }
}

function reportOf(process: string, fates: Fates, accepted: ReadonlyMap<string, Accepted>): MutationReport {
  const survivors = [...fates.values()].flatMap(({ mutant, fate }) =>
    fate.fate === 'survived' ? [survivor(mutant, fate.stories, accepted.get(mutant.id)?.reason)] : [],
  )
  const idsOf = (wanted: MutantFate['fate']): readonly string[] =>
    [...fates].flatMap(([id, { fate }]) => (fate.fate === wanted ? [id] : []))
  return {
    process,
    total: fates.size,
    noticed: idsOf('noticed').length,
    accepted: survivors.filter(({ reason }) => reason !== undefined).length,
    unexplained: survivors.filter(({ reason }) => reason === undefined).length,
    notCompiled: idsOf('unsound').length,
    unsound: idsOf('unsound'),
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
