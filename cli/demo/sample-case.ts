import {
  EngineError,
  parseDuration,
  toldValues,
  type Actor,
  type Answer,
  type Calendar,
  type CheckedProcess,
  type CheckedWorkflows,
  type Engine,
  type Instant,
  type JsonObject,
  type SourceDocument,
  type Story,
  type StoryStep,
} from '../../engine/index.js'
import { withSampleFiles } from './sample-files.js'
import type { Disguise } from './disguise.js'
import type { Random } from './random.js'
import { shiftValues } from './shift-values.js'

const dayLength = 24 * 60 * 60 * 1000

/** Which story a sample case is told after, from when, and after how many of its steps it stops. */
export interface SamplePlan {
  readonly story: SourceDocument
  readonly process: CheckedProcess
  readonly start: Instant
  readonly steps: number
}

/** What the sample cases share. */
export interface SampleHouse {
  readonly engine: Engine
  readonly workflows: CheckedWorkflows
  readonly random: Random
}

/**
 * One sample case: it lives through a story at the pace of an office, with people and dates of its own. Where the
 * calendar of this year lets something happen otherwise than the story tells, the case stays where it is.
 */
export class SampleCase {
  readonly #house: SampleHouse
  readonly #plan: SamplePlan
  readonly #told: Story
  readonly #calendar: Calendar
  readonly #disguise: Disguise
  /** How many days later than in the story everything happens. */
  readonly #days: number
  #next: Instant
  #done = 0
  #id: string | undefined

  constructor(house: SampleHouse, plan: SamplePlan, disguise: Disguise) {
    this.#house = house
    this.#plan = plan
    this.#told = plan.story.value as unknown as Story
    this.#disguise = disguise
    this.#calendar = calendarOf(house.engine, plan.process)
    this.#next = this.#opening(plan.start)
    this.#days = Math.round((this.#next - Date.parse(this.#told.at)) / dayLength)
  }

  /** When it goes on. */
  get next(): Instant {
    return this.#next
  }

  /** Does what comes next. Gives whether there is more to come. */
  async goOn(now: Instant): Promise<boolean> {
    const step = this.#told.steps?.[this.#done]
    if (this.#id === undefined) return this.#begin(now)
    if (!step || this.#done >= this.#plan.steps) return false
    this.#done += 1
    if (step.wait !== undefined || step.until !== undefined) {
      this.#next = this.#after(step, now)
      return true
    }
    const answer = await this.#act(step)
    if (!answer || answer.refused) return answer !== undefined && expectsRefusal(step)
    this.#next = this.#soon(now)
    return true
  }

  async #begin(now: Instant): Promise<boolean> {
    const { engine } = this.#house
    const { process } = this.#plan
    const { by, with: written } = this.#told.start
    const actor = this.#person(by)
    const data = this.#values(process, written)
    const profile = process.profile === undefined ? {} : { profile: process.profile }
    const answer = await withSampleFiles(engine, data, actor, (given) =>
      engine.create(process.id, { data: given, actor, ...profile }),
    )
    this.#id = answer.instance?.id
    this.#next = this.#soon(now)
    return !answer.refused
  }

  /** One step of the story on its case, or on one that it has led to. `undefined` where nobody can do it here. */
  async #act(step: StoryStep): Promise<Answer | undefined> {
    const { engine } = this.#house
    const id = await this.#caseOf(step)
    if (id === undefined || step.by === undefined) return undefined
    const actor = this.#person(step.by)
    if (step.note !== undefined) return engine.note(id, { text: step.note, actor })
    if (step.suspend !== undefined) return engine.suspend(id, { reason: step.suspend, actor })
    if (step.resume !== undefined) return engine.resume(id, { reason: step.resume, actor })
    if (step.claim !== undefined || step.release !== undefined || step.assign)
      return this.#task(id, step, actor)
    if (step.send === undefined) return undefined
    const record = await engine.get(id)
    if (!record) return undefined
    const { send: event, to } = step
    const payload = this.#values(await engine.processOf(record), step.with)
    return withSampleFiles(engine, payload, actor, (given) =>
      engine.send(id, event, { payload: given, actor, ...(to === undefined ? {} : { to }) }),
    )
  }

  async #task(id: string, step: StoryStep, actor: Actor): Promise<Answer | undefined> {
    const { engine } = this.#house
    const state = step.claim ?? step.release ?? step.assign?.task
    const task = (await engine.get(id))?.tasks.find((one) => one.state === state)
    if (!task) return undefined
    if (step.claim !== undefined) return engine.claimTask(task.id, { actor })
    if (step.assign) {
      const { to, reason } = step.assign
      return engine.assignTask(task.id, { to, reason, actor })
    }
    return engine.releaseTask(task.id, { actor })
  }

  /** The case a step speaks of: its own, or the latest of the process it names among those its own led to. */
  async #caseOf({ in: name }: StoryStep): Promise<string | undefined> {
    if (name === undefined || this.#id === undefined) return this.#id
    const related = await this.#house.engine.related(this.#id)
    return related?.links.filter(({ process }) => process === name).at(-1)?.instance
  }

  #values(process: CheckedProcess, written: { readonly [path: string]: unknown } | undefined): JsonObject {
    const told = toldValues(process, this.#house.workflows.cast, written)
    return shiftValues(this.#disguise.of(told), this.#days) as JsonObject
  }

  /** Stories name people of their cast or of the house. */
  #person(id: string): Actor {
    const { cast, organisation } = this.#house.workflows
    const known = Object.hasOwn(cast.people, id) ? cast.people : organisation.people
    const { roles = [], party } = (Object.hasOwn(known, id) ? known[id] : undefined) ?? {}
    return { id, roles, ...(party === undefined ? {} : { party }) }
  }

  #after(step: StoryStep, now: Instant): Instant {
    if (step.until !== undefined) return Math.max(now, Date.parse(step.until) + this.#days * dayLength)
    const duration = parseDuration(step.wait ?? '')
    return duration.ok ? this.#calendar.add(now, duration.range.upper).at : now
  }

  /** Some minutes of office time later. */
  #soon(now: Instant): Instant {
    const minutes = this.#house.random.between(5, 90)
    return this.#calendar.add(now, { amount: minutes, unit: 'working-minute' }).at
  }

  #opening(at: Instant): Instant {
    return this.#calendar.add(at, { amount: 0, unit: 'working-minute' }).at
  }
}

function expectsRefusal({ expect }: StoryStep): boolean {
  return expect?.refused !== undefined
}

function calendarOf(engine: Engine, process: CheckedProcess): Calendar {
  const found = engine.calendars().find(({ id }) => id === process.calendar)
  if (found) return found
  throw new EngineError('definition-invalid', `Expected a calendar of '${process.id}' for its sample cases.`)
}
