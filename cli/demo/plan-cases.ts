import type {
  Calendar,
  CheckedProcess,
  CheckedWorkflows,
  Instant,
  SourceDocument,
  Story,
} from '../../engine/index.js'
import { cutsOf, type Cut } from './cuts-of.js'
import { daysLeft, takesDays } from './days-left.js'
import { bestDays, daysUnderWay, lastDays } from './days-moved.js'
import type { Random } from './random.js'
import type { SamplePlan } from './sample-case.js'
import { beginningOf } from './story-pace.js'

const dayLength = 24 * 60 * 60 * 1000
/** Steps through the stories of a process, which stand side by side with their likes. */
const stride = 7
/** Of the cases of a process, how many are in the middle of their story today. */
const shareUnderWay = 0.4
/** Of those, each how many-th lies about for days, so that it is late. */
const oneLateIn = 4
/** How many working days ago those were last worked on. */
const late = { least: 3, most: 10 }

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
 * quarter, on working days and days off as in the story. The others stand in the middle of theirs, each in another state,
 * and were worked on as lately as their clocks ask for, but for a quarter of them, which lie about. A story that changes
 * parameters or calendars is left to the tests, and so is a process without office hours.
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
    const slow = likes.filter(takesDays)
    const cut = span.random.pick(slow.length > 0 ? slow : likes)
    const ago = index % oneLateIn === oneLateIn - 1 ? late : { least: 0, most: daysLeft(cut) }
    return planOf(cut.playable, cut.steps, daysUnderWay(cut, ago, span.until), span)
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
    const first = Math.ceil((span.from - Date.parse(one.told.at)) / dayLength)
    const last = lastDays(one, steps, span.until)
    const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    plans.push(...planOf(one, steps, bestDays(one, steps, days), span))
  }
  return plans
}

/** A plan that begins on one of these days, `[]` where they are none. */
function planOf({ story, told, process }: Playable, steps: number, days: readonly number[], span: Span) {
  return days.length === 0 ? [] : [{ story, told, process, steps, days: span.random.pick(days) }]
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
