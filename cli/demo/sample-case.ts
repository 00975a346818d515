import type {
  Actor,
  Answer,
  Calendar,
  CheckedProcess,
  CheckedWorkflows,
  Engine,
  Instant,
  JsonObject,
  SourceDocument,
  Story,
  StoryStep,
} from '../../engine/index.js'
import { EngineError, toldValues } from '../../engine/index.js'
import type { Disguise } from './disguise.js'
import type { Random } from './random.js'
import { withSampleFiles } from './sample-files.js'
import { shiftValues } from './shift-values.js'
import { StoryCases } from './story-cases.js'
import { beginningOf, minutesOfAStep, passedBy } from './story-pace.js'

const dayLength = 24 * 60 * 60 * 1000
/** How often at most a step is tried again by whoever has the task in place of the person of the story. */
const mostHolders = 3

/** Which story a sample case is told after, by how many days it is moved, and after how many of its steps it stops. */
export interface SamplePlan {
  readonly story: SourceDocument
  readonly told: Story
  readonly process: CheckedProcess
  readonly days: number
  readonly steps: number
}

/** What the sample cases share. */
export interface SampleHouse {
  readonly engine: Engine
  readonly workflows: CheckedWorkflows
  readonly random: Random
}

/** Where a case went another way than its story. */
export interface Stall {
  readonly process: string
  readonly story: string
  /** The step it stopped at, counted from 0; -1 where it did not begin. */
  readonly step: number
  /** Code of the refusal; or that the demo does not know this kind of step, or finds no case or no task for it. */
  readonly because: string
}

/** A step cannot be played. */
class Unplayable extends Error {}

/**
 * One sample case: it lives through a story at the pace of an office, with people and dates of its own. What the story
 * tells as refused is left out. Where the calendar of this year lets something happen otherwise than the story tells, the
 * case stays where it is.
 */
export class SampleCase {
  readonly #house: SampleHouse
  readonly #plan: SamplePlan
  readonly #calendar: Calendar
  readonly #disguise: Disguise
  #next: Instant
  #done = 0
  #cases: StoryCases | undefined
  #stall: Stall | undefined

  constructor(house: SampleHouse, plan: SamplePlan, disguise: Disguise) {
    this.#house = house
    this.#plan = plan
    this.#disguise = disguise
    this.#calendar = calendarOf(house.engine, plan.process)
    this.#next = beginningOf(plan)
  }

  /** When it goes on. */
  get next(): Instant {
    return this.#next
  }

  /** Where it stopped before its time. */
  get stall(): Stall | undefined {
    return this.#stall
  }

  /** Does what comes next. Gives whether there is more to come. */
  async goOn(now: Instant): Promise<boolean> {
    if (!this.#cases) return this.#begin(now)
    const step = this.#plan.told.steps?.[this.#done]
    if (!step || this.#done >= this.#plan.steps) return false
    // What came of the step before has begun by now.
    const began = this.#plan.told.steps?.[this.#done - 1]?.expect?.began
    if (began || step.in !== undefined) await this.#cases.look(began)
    this.#done += 1
    if (step.wait !== undefined || step.until !== undefined) {
      this.#next = passedBy(step, now, { calendar: this.#calendar, days: this.#plan.days })
      return true
    }
    const refused = step.expect?.refused === undefined ? await this.#refusalOf(step) : undefined
    if (refused !== undefined) return this.#stop(refused)
    this.#next = this.#soon(now)
    return true
  }

  async #begin(now: Instant): Promise<boolean> {
    const { engine } = this.#house
    const { process, told } = this.#plan
    const actor = this.#person(told.start.by)
    const data = this.#values(process, told.start.with)
    const profile = process.profile === undefined ? {} : { profile: process.profile }
    const answer = await withSampleFiles(engine, data, actor, (given) =>
      engine.create(process.id, { data: given, actor, ...profile }),
    )
    if (!answer.instance || answer.refused) return this.#stop(refusalCode(answer))
    this.#cases = new StoryCases(engine, { id: answer.instance.id, process: process.id })
    this.#next = this.#soon(now)
    return true
  }

  #stop(because: string): false {
    const { process, told } = this.#plan
    this.#stall = { process: process.id, story: told.scenario, step: this.#done - 1, because }
    return false
  }

  /** Why a step cannot be done; `undefined` where it was done. */
  async #refusalOf(step: StoryStep): Promise<string | undefined> {
    try {
      const answer = await this.#actAsHolder(step)
      return answer.refused && refusalCode(answer)
    } catch (error) {
      if (error instanceof Unplayable) return error.message
      throw error
    }
  }

  /** In a house with more work than one story has, somebody else may have the task: then that person does it. */
  async #actAsHolder(step: StoryStep): Promise<Answer> {
    let answer = await this.#act(step, this.#person(step.by ?? ''))
    for (let tried = 0; tried < mostHolders; tried += 1) {
      const taken = answer.refused?.reasons.find(({ code }) => code === 'task-taken')
      if (typeof taken?.found !== 'string' || taken.found === '') break
      answer = await this.#act(step, this.#person(taken.found))
    }
    return answer
  }

  /** One step of the story on its case, or on one that it has led to. */
  async #act(step: StoryStep, actor: Actor): Promise<Answer> {
    const { engine } = this.#house
    const id = this.#cases?.find(step.in)
    const record = id === undefined ? undefined : await engine.get(id)
    if (id === undefined || !record) throw new Unplayable('no-such-case')
    const values = async (written: StoryStep['with']): Promise<JsonObject> =>
      this.#values(await engine.processOf(record), written)
    if (step.note !== undefined) return engine.note(id, { text: step.note, actor })
    if (step.suspend !== undefined) return engine.suspend(id, { reason: step.suspend, actor })
    if (step.resume !== undefined) return engine.resume(id, { reason: step.resume, actor })
    if (step.correct)
      return withSampleFiles(engine, await values(step.correct), actor, (changes) =>
        engine.correct(id, { changes, reason: '更正', actor }),
      )
    if (step.claim !== undefined || step.release !== undefined || step.assign)
      return this.#task(id, step, actor)
    if (step.send === undefined) throw new Unplayable('unknown-step')
    const { send: event, to, occurredAt: told } = step
    const occurredAt = told === undefined ? undefined : Date.parse(told) + this.#plan.days * dayLength
    return withSampleFiles(engine, await values(step.with), actor, (payload) =>
      engine.send(id, event, { payload, actor, occurredAt, ...(to === undefined ? {} : { to }) }),
    )
  }

  async #task(id: string, step: StoryStep, actor: Actor): Promise<Answer> {
    const { engine } = this.#house
    const state = step.claim ?? step.release ?? step.assign?.task
    const task = (await engine.get(id))?.tasks.find((one) => one.state === state)
    if (!task) throw new Unplayable('no-such-task')
    if (step.claim !== undefined) return engine.claimTask(task.id, { actor })
    if (step.assign) {
      const { to, reason } = step.assign
      return engine.assignTask(task.id, { to, reason, actor })
    }
    return engine.releaseTask(task.id, { actor })
  }

  #values(process: CheckedProcess, written: { readonly [path: string]: unknown } | undefined): JsonObject {
    const told = toldValues(process, this.#house.workflows.cast, written)
    return shiftValues(this.#disguise.of(told), this.#plan.days) as JsonObject
  }

  /** Stories name people of their cast or of the house. */
  #person(id: string): Actor {
    const { cast, organisation } = this.#house.workflows
    const known = Object.hasOwn(cast.people, id) ? cast.people : organisation.people
    const { roles = [], party } = (Object.hasOwn(known, id) ? known[id] : undefined) ?? {}
    return { id, roles, ...(party === undefined ? {} : { party }) }
  }

  /** Some minutes later. */
  #soon(now: Instant): Instant {
    return now + this.#house.random.between(minutesOfAStep.least, minutesOfAStep.most) * 60_000
  }
}

function refusalCode({ refused }: Answer): string {
  return refused?.reasons[0]?.code ?? refused?.code ?? 'not-begun'
}

function calendarOf(engine: Engine, process: CheckedProcess): Calendar {
  const found = engine.calendars().find(({ id }) => id === process.calendar)
  if (found) return found
  throw new EngineError('definition-invalid', `Expected a calendar of '${process.id}' for its sample cases.`)
}
