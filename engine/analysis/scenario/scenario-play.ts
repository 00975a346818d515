import { dueSteps, needs, step } from '../../core/index.js'
import type { Actor, Command, EffectRequest, Facts } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Advanced, StepResult } from '../../core/step-result.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError, type JsonObject } from '../../errors/index.js'
import type { Calendar, Duration } from '../../time/calendar.js'
import { compileCalendar } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'

/** Most timers that may fire in one step of a story; more than any story has a use for. */
const mostFired = 20_000

/** What happened since the last look: steps that advanced, and the last answer. */
export interface Happening {
  readonly result?: StepResult
  readonly advanced: readonly Advanced[]
}

/**
 * One case played on the pure step with a clock that jumps: no database, no waiting. Timers due on the way fire at
 * their own times, as they would live. Throws `definition-invalid` when more than 20,000 fire in one step.
 */
export class ScenarioPlay {
  readonly #process: CheckedProcess
  #calendar: Calendar
  #calendars: ReadonlyMap<string, Calendar>
  readonly #covered = new Set<string>()
  readonly #services = new Map<string, string>()
  readonly #breached = new Set<string>()
  #series: { [key: string]: number } = {}
  #record: InstanceRecord | undefined
  #now: Instant

  constructor(
    process: CheckedProcess,
    world: { readonly calendar: Calendar; readonly calendars: ReadonlyMap<string, Calendar> },
    start: Instant,
  ) {
    this.#process = process
    this.#calendar = world.calendar
    this.#calendars = world.calendars
    this.#now = start
  }

  get now(): Instant {
    return this.#now
  }

  get record(): InstanceRecord | undefined {
    return this.#record
  }

  get covered(): ReadonlySet<string> {
    return this.#covered
  }

  /** Deadlines broken so far, as `state#deadline`, also in visits that are over. */
  get breached(): ReadonlySet<string> {
    return this.#breached
  }

  create(data: JsonObject, actor: Actor): Happening {
    return this.#run({ kind: 'create', id: 'scenario', data, actor })
  }

  run(command: Exclude<Command, { kind: 'create' }>): Happening {
    return this.#run(command)
  }

  /** Lets time pass by a duration of the process's calendar. */
  wait(duration: Duration): Happening {
    return this.waitUntil(this.#calendar.add(this.#now, duration).at)
  }

  /** Lets time pass until `instant`; an earlier one changes nothing. */
  waitUntil(instant: Instant): Happening {
    this.#now = Math.max(this.#now, instant)
    return { advanced: this.#fireDue() }
  }

  /** A calendar says from now on what another one says: every clock is counted again, and what is due then fires. */
  changeCalendar(id: string, to: Calendar): Happening {
    const changed = compileCalendar({ ...to.definition, calendar: id })
    if (!changed.ok)
      throw new EngineError(
        'engine-bug',
        `Expected calendar '${to.id}' to compile under another id. Please report this.`,
      )
    this.#calendars = new Map(this.#calendars).set(id, changed.calendar)
    if (this.#process.calendar === id) this.#calendar = changed.calendar
    const recounted = this.#recount(`The calendar '${id}' has changed.`)
    return { advanced: [...recounted, ...this.#fireDue()] }
  }

  /** Id of the awaited outside work of a service. */
  invocationOf(service: string): string | undefined {
    return this.#record?.invocations.find(({ id }) => this.#services.get(id) === service)?.id
  }

  #run(command: Command): Happening {
    const fired = this.#fireDue()
    const result = step(this.#process, this.#facts(command), this.#record, command, this.#now)
    if (result.kind === 'advanced') this.#take(result)
    return { result, advanced: result.kind === 'advanced' ? [...fired, result] : fired }
  }

  #recount(reason: string): readonly Advanced[] {
    if (!this.#record) return []
    const command = { kind: 'recompute', reason } as const
    const result = step(this.#process, this.#worldFacts(), this.#record, command, this.#now)
    if (result.kind === 'refused' || result.trail.length === 0) return []
    this.#take(result)
    return [result]
  }

  #worldFacts(): Facts {
    return { calendar: this.#calendar, calendars: this.#calendars, series: {} }
  }

  #fireDue(): readonly Advanced[] {
    if (!this.#record) return []
    const facts = this.#worldFacts()
    const fired: Advanced[] = []
    for (const one of dueSteps(this.#process, facts, this.#record, this.#now)) {
      if (fired.length === mostFired) throw tooMany(this.#process)
      fired.push(one)
      this.#take(one)
    }
    return fired
  }

  #facts(command: Command): Facts {
    const facts = this.#worldFacts()
    const { series } = needs(this.#process, facts, this.#record, command, this.#now)
    const drawn = series.flatMap((key) => {
      const last = this.#series[key]
      return last === undefined ? [] : [[key, last] as const]
    })
    return { ...facts, series: Object.fromEntries(drawn) }
  }

  #take(advanced: Advanced): void {
    this.#record = advanced.after
    this.#series = { ...this.#series, ...advanced.shared.series }
    for (const effect of advanced.effects)
      if (effect.service !== undefined) this.#services.set(effect.id, effect.service)
    for (const point of advanced.covered) this.#covered.add(point)
    for (const { type, body } of advanced.trail) {
      if (typeof body['deadline'] !== 'string') continue
      if (type === 'deadline-breached') this.#breached.add(body['deadline'])
      if (type === 'breach-withdrawn') this.#breached.delete(body['deadline'])
    }
  }
}

function tooMany({ id }: CheckedProcess): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected at most ${mostFired} timers of '${id}' to fire in one step, but there are more. ` +
      'Wait for less time, or look for states that lead to each other after a short time.',
  )
}

/** Messages among the effects of what happened, in order. */
export function messagesOf(advanced: readonly Advanced[]): readonly EffectRequest[] {
  return advanced.flatMap((one) => one.effects).filter((effect) => effect.kind === 'notify')
}
