import type { CheckedProcess, CheckedWorkflows, Instant, SourceDocument, Story } from '../../engine/index.js'
import type { Random } from './random.js'
import type { SamplePlan } from './sample-case.js'

const dayLength = 24 * 60 * 60 * 1000
/** Steps through the stories of a process, which stand side by side with their likes. */
const stride = 7
/** Of the cases of a process, how many are in the middle of their story today. */
const shareUnderWay = 0.4
/** How long ago those began, in days: longer than a house is closed for its holidays, so that they could begin. */
const lately = { least: 1, most: 18 }

/**
 * Which sample cases there are: as many of each process, each after another of its stories, most of them some time of
 * the quarter and told to their end, the others begun lately and stopped in the middle, so that every process is seen in
 * several states. A story that changes parameters or calendars is left to
 * the tests, and so is a process without office hours.
 */
export function planCases(
  workflows: CheckedWorkflows,
  { cases, from, until, random }: { cases: number; from: Instant; until: Instant; random: Random },
): readonly SamplePlan[] {
  const stories = playable(workflows)
  const perProcess = Math.max(1, Math.round(cases / Math.max(1, stories.size)))
  const plans = [...stories.values()].flatMap((told) =>
    Array.from({ length: perProcess }, (_, index): SamplePlan => {
      const underWay = Math.ceil(perProcess * shareUnderWay)
      // One after another, so that few cases show many stories; those under way stop ever later in theirs.
      const { story, process, length } = told[(index * stride) % told.length] ?? random.pick(told)
      if (index >= underWay)
        return { story, process, start: random.between(from, until - lately.most * dayLength), steps: length }
      const ago = lately.most - ((lately.most - lately.least) * index) / underWay
      const steps = Math.floor((length * index) / underWay)
      return { story, process, start: Math.max(from, Math.round(until - ago * dayLength)), steps }
    }),
  )
  return plans.sort((a, b) => a.start - b.start)
}

interface Playable {
  readonly story: SourceDocument
  readonly process: CheckedProcess
  readonly length: number
}

function playable({ scenarios, processes }: CheckedWorkflows): ReadonlyMap<string, readonly Playable[]> {
  const found = new Map<string, Playable[]>()
  for (const story of scenarios) {
    const { process: id, profile, parameters, units, steps = [] } = story.value as unknown as Story
    const process = processes.find((one) => one.id === id && (one.profile ?? '') === (profile ?? ''))
    const special = parameters ?? units ?? steps.find(({ calendar, result }) => calendar ?? result)
    if (!process?.calendar || special || process.unsetParameters.length > 0) continue
    found.set(id, [...(found.get(id) ?? []), { story, process, length: steps.length }])
  }
  return found
}
