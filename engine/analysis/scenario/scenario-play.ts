import { dueSteps, step, withAnswers } from '../../core/index.js'
import type { Actor, Candidate, Command, EffectRequest, Facts, UnitFile } from '../../core/command.js'
import type { Advanced, StepResult } from '../../core/step-result.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { PriceLists } from '../../definition/prices/price-table.js'
import { EngineError, type JsonObject } from '../../errors/index.js'
import type { Calendar, Duration } from '../../time/calendar.js'
import { compileCalendar, plainCalendar } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'
import { coveredBy } from '../covered-by.js'
import { bringLetters, type Begun } from './bring-letters.js'
import { StoryCase } from './story-case.js'
import { StoryPost } from './story-post.js'
import { StoryRows } from './story-rows.js'
import type { StoryUnits } from './story-units.js'

/** Most timers that may fire in one step of a story; more than any story has a use for. */
const mostFired = 20_000

/** What happened since the last look, as one case saw it. */
export interface Happening {
  /** The last answer. */
  readonly result?: StepResult
  /** Steps of the case that advanced. */
  readonly advanced: readonly Advanced[]
  /** Cases that were begun by any case of the story, or could not begin. */
  readonly begun: readonly Begun[]
}

/** What a story plays in. */
export interface PlayWorld {
  readonly calendar: Calendar
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly prices?: PriceLists
  /** Everybody work can be given to. */
  readonly candidates?: readonly Candidate[]
  /** Product files there are before the story begins. */
  readonly units?: StoryUnits
  /** What other cases can be begun with. */
  readonly processes?: readonly CheckedProcess[]
  /** Processes whose awaited cases are not played: the story tells their end. */
  readonly toldOnly?: ReadonlySet<string>
}

/** Id of the case a story is about. */
const mainCase = 'scenario'

/**
 * The cases of a story played on the pure step with a clock that jumps: no database, no waiting. Timers due on the way
 * fire at their own times, and messages between cases are taken at once, as they would live. Throws
 * `definition-invalid` when more than 20,000 timers fire in one step of the story.
 */
export class ScenarioPlay {
  readonly #world: PlayWorld
  #calendars: ReadonlyMap<string, Calendar>
  readonly #covered = new Map<string, Set<string>>()
  readonly #cases = new Map<string, StoryCase>()
  readonly #labels = new Map<string, string>()
  readonly #main: StoryCase
  readonly #post = new StoryPost()
  readonly #rows: StoryRows
  #now: Instant
  /** Since the last look. */
  #steps: { readonly instance: string; readonly advanced: Advanced }[] = []
  #begun: Begun[] = []
  readonly #handOvers: Begun[] = []
  #fired = 0

  constructor(process: CheckedProcess, world: PlayWorld, start: Instant) {
    this.#world = world
    this.#calendars = new Map(world.calendars)
    this.#now = start
    this.#main = new StoryCase(mainCase, process)
    this.#cases.set(mainCase, this.#main)
    const records = () => [...this.#cases.values()].flatMap(({ record }) => record ?? [])
    this.#rows = new StoryRows(world.candidates ?? [], records, world.units)
  }

  get now(): Instant {
    return this.#now
  }

  /** The case the story is about. */
  get main(): StoryCase {
    return this.#main
  }

  /** Points passed through, by process. */
  get covered(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#covered
  }

  /** Cases that any case of the story has asked for so far, in order. */
  get handOvers(): readonly Begun[] {
    return this.#handOvers
  }

  /** The product file of a serial number; `null` where there is none. */
  unit(serial: string): UnitFile | null {
    return this.#rows.unit(serial)
  }

  /** A case by the label a story gave it, or the latest one of a process. */
  find(name: string): StoryCase | undefined {
    const labelled = this.#labels.get(name)
    if (labelled !== undefined) return this.#cases.get(labelled)
    return [...this.#cases.values()].reverse().find(({ process, record }) => record && process.id === name)
  }

  /** A case by its id. */
  caseOf(instance: string): StoryCase | undefined {
    return this.#cases.get(instance)
  }

  /** All of them, in the order in which they began. */
  get cases(): readonly StoryCase[] {
    return [...this.#cases.values()]
  }

  /** The latest label of a case; `undefined` where the story gave it none. */
  labelOf(instance: string): string | undefined {
    return [...this.#labels].reverse().find(([, labelled]) => labelled === instance)?.[0]
  }

  label(name: string, instance: string): void {
    this.#labels.set(name, instance)
  }

  /** Begins the case the story is about, under a label if it has one. */
  create(data: JsonObject, actor: Actor, label?: string): Happening {
    if (label !== undefined) this.label(label, mainCase)
    return this.run({ kind: 'create', id: mainCase, data, actor })
  }

  /** Begins another case of the process the story is about, with the same figures, under a label of the story's. */
  createAnother(label: string, data: JsonObject, actor: Actor): Happening {
    const subject = new StoryCase(`another-${this.#cases.size}`, this.#main.process)
    this.#cases.set(subject.id, subject)
    this.label(label, subject.id)
    return this.run({ kind: 'create', id: subject.id, data, actor }, subject)
  }

  /** Does something to a case: the one the story is about unless another is named. */
  run(command: Command, subject = this.#main): Happening {
    this.#lookAway()
    this.#passTime(this.#now)
    const result = this.#step(subject, command, this.#now)
    if (result.kind === 'advanced') this.#take(subject, result)
    this.#bring(this.#now)
    return { result, ...this.#seenBy(subject) }
  }

  /** Lets time pass by a duration, in the calendar of a case. */
  wait(duration: Duration, subject = this.#main): Happening {
    return this.waitUntil(this.calendarOf(subject.process).add(this.#now, duration).at, subject)
  }

  /** Lets time pass until `instant`; an earlier one changes nothing. */
  waitUntil(instant: Instant, subject = this.#main): Happening {
    this.#lookAway()
    this.#passTime(Math.max(this.#now, instant))
    return this.#seenBy(subject)
  }

  /** A calendar says from now on what another one says: every clock is counted again, and what is due then fires. */
  changeCalendar(id: string, to: Calendar, subject = this.#main): Happening {
    const changed = compileCalendar({ ...to.definition, calendar: id })
    if (!changed.ok)
      throw new EngineError(
        'engine-bug',
        `Expected calendar '${to.id}' to compile under another id. Please report this.`,
      )
    this.#lookAway()
    this.#calendars = new Map(this.#calendars).set(id, changed.calendar)
    for (const one of [...this.#cases.values()]) this.#recount(one, `The calendar '${id}' has changed.`)
    this.#passTime(this.#now)
    return this.#seenBy(subject)
  }

  #lookAway(): void {
    this.#steps = []
    this.#begun = []
    this.#fired = 0
  }

  #seenBy({ id }: StoryCase): Happening {
    const advanced = this.#steps.filter(({ instance }) => instance === id).map((one) => one.advanced)
    return { advanced, begun: this.#begun }
  }

  #step(subject: StoryCase, command: Command, at: Instant): StepResult {
    const result = this.#asking(subject.process, (facts) =>
      step(subject.process, facts, subject.record, command, at),
    )
    if (result.kind === 'refused') this.#cover(subject, result)
    return result
  }

  #recount(subject: StoryCase, reason: string): void {
    if (!subject.record) return
    const result = this.#step(subject, { kind: 'recompute', reason }, this.#now)
    if (result.kind === 'advanced' && result.trail.length > 0) this.#take(subject, result)
  }

  /** Fires what is due, the earliest of all cases first, so that no case hears of another before its time. */
  #passTime(until: Instant): void {
    for (;;) {
      const [first, second] = [...this.#cases.values()].sort((a, b) => a.nextDue - b.nextDue)
      if (!first || first.nextDue > until) break
      this.#fire(first, Math.min(until, Math.max(first.nextDue, second?.nextDue ?? until)))
      this.#bring(first.record?.updatedAt ?? until)
    }
    this.#now = until
  }

  /** Fires timers of one case, and stops where it has something to tell. */
  #fire(subject: StoryCase, until: Instant): void {
    const { record, process } = subject
    if (!record) return
    const fired = this.#asking(process, (facts) => {
      const steps: Advanced[] = []
      for (const one of dueSteps(process, facts, record, until)) {
        if (this.#fired + steps.length >= mostFired) throw tooMany(process)
        steps.push(one)
        if (one.messages.length > 0) break
      }
      return steps
    })
    this.#fired += fired.length
    for (const one of fired) this.#take(subject, one)
  }

  #bring(at: Instant): void {
    bringLetters(this.#post, {
      at,
      processes: this.#world.processes ?? [],
      toldOnly: this.#world.toldOnly ?? new Set(),
      caseOf: (instance) => this.#cases.get(instance),
      settle: (subject) => {
        while (subject.nextDue <= at) this.#fire(subject, at)
      },
      step: (subject, command) => this.#step(subject, command, at),
      take: (subject, advanced) => {
        this.#cases.set(subject.id, subject)
        this.#take(subject, advanced)
      },
      begun: (one) => {
        this.#begun.push(one)
        this.#handOvers.push(one)
      },
    })
  }

  #asking<T>(process: CheckedProcess, work: (facts: Facts) => T): T {
    const prices = this.#world.prices && { prices: Object.fromEntries(this.#world.prices) }
    const facts = {
      calendar: this.calendarOf(process),
      calendars: this.#calendars,
      ...prices,
      series: {},
    }
    return withAnswers(facts, (request) => this.#rows.answer(request), work)
  }

  /** The calendar a case of a process counts in, as it stands now. */
  calendarOf({ calendar }: CheckedProcess): Calendar {
    const known = calendar === undefined ? undefined : this.#calendars.get(calendar)
    return known ?? (calendar === this.#main.process.calendar ? this.#world.calendar : plainCalendar('UTC'))
  }

  #cover({ process }: StoryCase, result: StepResult): void {
    const points = this.#covered.get(process.id) ?? new Set<string>()
    for (const point of coveredBy(result)) points.add(point)
    this.#covered.set(process.id, points)
  }

  #take(subject: StoryCase, advanced: Advanced): void {
    subject.took(advanced)
    this.#rows.took(advanced.shared)
    this.#post.add(advanced.messages)
    this.#steps.push({ instance: subject.id, advanced })
    this.#cover(subject, advanced)
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
