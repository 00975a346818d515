import type {
  Calendar,
  CheckedProcess,
  CheckedWorkflows,
  Instant,
  SourceDocument,
  Story,
} from '../../engine/index.js'
import { cutsOf, type Cut } from './cuts-of.js'
import type { Random } from './random.js'
import type { SamplePlan } from './sample-case.js'
import { beginningOf, daysThatDiffer, doneBy } from './story-pace.js'

const dayLength = 24 * 60 * 60 * 1000
/** Steps through the stories of a process, which stand side by side with their likes. */
const stride = 7
/** Of the cases of a process, how many are in the middle of their story today. */
const shareUnderWay = 0.4
/** Of those, each how many-th lies about for days, so that it is late. */
const oneLateIn = 4
/** How many days ago those were last worked on. */
const late = { least: 3, most: 10 }
/** How many days a case may begin earlier, so that the house is open on the days on which it was in the story. */
const leeway = 4

/** A story that can be lived through, with the calendar of its process. */
export interface Playable {
  readonly story: SourceDocument
  readonly told: Story
  readonly process: CheckedProcess
  readonly calendar: Calendar
}

interface Span {
  readonly from: Instant
  readonly until: Instant
  readonly random: Random
}

/**
 * Which sample cases there are: as many of each process. Most are told after stories that reach an end, some time of the
 * quarter, on days of the week as in the story. The others stand in the middle of theirs, each in another state, and were
 * worked on within the last day, but for a quarter of them, which lie about. A story that changes parameters or calendars
 * is left to the tests, and so is a process without office hours.
 */
export function planCases(
  workflows: CheckedWorkflows,
  calendars: readonly Calendar[],
  { cases, ...span }: Span & { readonly cases: number },
): readonly SamplePlan[] {
  const stories = playable(workflows, calendars)
  const perProcess = Math.max(1, Math.round(cases / Math.max(1, stories.size)))
  const underWay = Math.ceil(perProcess * shareUnderWay)
  const plans = [...stories.values()].flatMap((told) => [
    ...plansUnderWay(told, underWay, span),
    ...plansToTheEnd(told, perProcess - underWay, span),
  ])
  return plans.sort((a, b) => beginningOf(a) - beginningOf(b))
}

/** One that waits for an outside party, where there are such; the others spread over the states that stories look at. */
function plansUnderWay(stories: readonly Playable[], count: number, span: Span): readonly SamplePlan[] {
  const cuts = cutsOf(stories)
  const outside = cuts.find(waitsForParty)
  return Array.from({ length: count }, (_, index): SamplePlan[] => {
    const spread = cuts[Math.floor(((index + 0.5) * cuts.length) / count)]
    const likes = index === 0 ? (outside ?? spread) : spread
    if (!likes) return []
    const { playable: one, steps } = span.random.pick(likes)
    const ago = index % oneLateIn === oneLateIn - 1 ? span.random.between(late.least, late.most) : 0
    const latest = lastDays(one, steps, span.until - ago * dayLength)
    const tried = Array.from({ length: leeway + 1 }, (_, earlier) => latest - earlier)
    return planOf(one, steps, best(one, steps, tried).slice(0, 1), span)
  }).flat()
}

/** Each after another story, as far as they go round. */
function plansToTheEnd(stories: readonly Playable[], count: number, span: Span): readonly SamplePlan[] {
  const ending = stories.filter(reachesAnEnd)
  const plans: SamplePlan[] = []
  for (let tried = 0; plans.length < count && tried < count + ending.length; tried += 1) {
    const one = ending[(tried * stride) % ending.length]
    if (!one) break
    const steps = one.told.steps?.length ?? 0
    const first = Math.ceil((span.from - Date.parse(one.told.at)) / dayLength / 7)
    const last = Math.floor(lastDays(one, steps, span.until) / 7)
    const weeks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * 7)
    plans.push(...planOf(one, steps, best(one, steps, weeks), span))
  }
  return plans
}

/** A plan that begins on one of these days, `[]` where they are none. */
function planOf({ story, told, process }: Playable, steps: number, days: readonly number[], span: Span) {
  return days.length === 0 ? [] : [{ story, told, process, steps, days: span.random.pick(days) }]
}

/** By how many days a story may be moved at most, so that its steps are done by then. */
function lastDays({ told, calendar }: Playable, steps: number, until: Instant): number {
  let days = Math.ceil((until - Date.parse(told.at)) / dayLength)
  while (doneBy({ told, calendar, days }, steps) > until) days -= 1
  return days
}

/** Of several ways to move a story those by which its days are most like those of the story, in their order. */
function best({ told, calendar }: Playable, steps: number, tried: readonly number[]): readonly number[] {
  const marks = tried.map((days) => {
    const telling = { told, calendar, days }
    return daysThatDiffer(telling, doneBy(telling, steps))
  })
  const least = Math.min(...marks)
  return tried.filter((_, index) => marks[index] === least)
}

function waitsForParty([cut]: readonly Cut[]): boolean {
  const { states, parties } = cut?.playable.process ?? {}
  return (
    cut?.states.some((state) => states?.get(state)?.task?.roles.some((role) => parties?.has(role))) === true
  )
}

function reachesAnEnd({ told }: Playable): boolean {
  return (told.steps ?? []).some((step) => step.in === undefined && step.expect?.ended !== undefined)
}

function playable(
  { scenarios, processes }: CheckedWorkflows,
  calendars: readonly Calendar[],
): ReadonlyMap<string, readonly Playable[]> {
  const found = new Map<string, Playable[]>()
  for (const story of scenarios) {
    const told = story.value as unknown as Story
    const { process: id, profile, parameters, units, steps = [] } = told
    const process = processes.find((one) => one.id === id && (one.profile ?? '') === (profile ?? ''))
    const calendar = calendars.find((one) => one.id === process?.calendar)
    const special =
      parameters ?? units ?? steps.find(({ begin, calendar, result }) => begin ?? calendar ?? result)
    if (!process || !calendar || special || process.unsetParameters.length > 0) continue
    found.set(id, [...(found.get(id) ?? []), { story, told, process, calendar }])
  }
  return found
}
