import { candidatesOf, personInForce, valueAt } from '../../core/index.js'
import type { Actor, Command } from '../../core/command.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Cast } from '../../definition/checked-workflows.js'
import type { PriceLists } from '../../definition/prices/price-table.js'
import type { SourceDocument, ValuePath } from '../../definition/document.js'
import type { Begin, Expect, Scenario, Step } from '../../definition/generated/scenario.js'
import { EngineError, type JsonObject, type Problem } from '../../errors/index.js'
import { parseDuration, parseInstant } from '../../time/index.js'
import type { Calendar } from '../../time/calendar.js'
import type { Begun } from './bring-letters.js'
import { checkExpectation, type Difference } from './check-expectation.js'
import { typeAt } from './same-value.js'
import { checkOtherCases, toldChild, toldOnly } from './other-cases.js'
import { ScenarioPlay, type Happening } from './scenario-play.js'
import type { StoryCase } from './story-case.js'
import { similarDifferences } from './story-similar.js'
import { taskCommand, taskDifferences } from './story-tasks.js'
import { storyUnits, unitDifferences } from './story-units.js'
import { storyChanges } from './story-values.js'
import { holdsObject, toldValues } from './told-values.js'

/** How a story went. */
export interface ScenarioResult {
  readonly scenario: string
  readonly process: string
  readonly file: string
  readonly passed: boolean
  /** Steps played; a step that went wrong ends the story. */
  readonly steps: number
  readonly problems: readonly Problem[]
  /** Points of the process it passed through, for coverage. */
  readonly covered: ReadonlySet<string>
  /** Points of other processes, by process: cases that led to one another. */
  readonly elsewhere: ReadonlyMap<string, ReadonlySet<string>>
  /** Cases that began others which could begin, by their processes. */
  readonly handOvers: readonly HandedOver[]
}

/** One case that began another: of which process it is, of which the other, and how they belong together. */
export type HandedOver = Pick<Begun, 'from' | 'process' | 'kind'>

export interface ScenarioWorld {
  readonly process: CheckedProcess
  readonly calendar: Calendar
  /** All calendars of the folder, by id. */
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly cast: Cast
  readonly prices?: PriceLists
  /** What other cases can be begun with. */
  readonly processes?: readonly CheckedProcess[]
}

/** Plays a story on the pure step with a clock that jumps. The first step that is not as told ends it. */
export function runScenario(document: SourceDocument, world: ScenarioWorld): ScenarioResult {
  const story = document.value as unknown as Scenario
  const candidates = candidatesOf(world.cast)
  const play = new ScenarioPlay(
    world.process,
    { ...world, candidates, units: storyUnits(story), toldOnly: toldOnly(story) },
    parseInstant(story.at) ?? 0,
  )
  const teller = new Teller(play, world)
  const problems: Problem[] = []
  let played = 0
  const parts: { path: ValuePath; part: Begin | Step; act: () => Happening | string }[] = [
    { path: ['start'], part: story.start, act: () => teller.begin(story.start) },
    ...(story.steps ?? []).map((step, index) => ({
      path: ['steps', index],
      part: step,
      act: () => teller.act(step),
    })),
  ]
  for (const { path, part, act } of parts) {
    const happening = attempt(act)
    const faults =
      typeof happening === 'string'
        ? [unplayable(document, path, happening)]
        : teller
            .compare(part.expect ?? {}, happening, teller.subjectOf(part))
            .map((each) => failure(document, path, each))
    if (faults.length > 0) {
      problems.push(...faults)
      break
    }
    played += 1
  }
  return {
    scenario: document.id,
    process: world.process.id,
    file: document.file,
    passed: problems.length === 0,
    steps: played,
    problems,
    covered: play.covered.get(world.process.id) ?? new Set(),
    elsewhere: new Map([...play.covered].filter(([process]) => process !== world.process.id)),
    handOvers: play.handOvers.flatMap(({ from, process, kind, refusal }) =>
      refusal ? [] : [{ from, process, kind }],
    ),
  }
}

/** A process may be so wrong that a step throws; its story then says so, and the others are played. */
function attempt(act: () => Happening | string): Happening | string {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return error.message
  }
}

/** Turns what a story says into commands, and what happened into differences. */
class Teller {
  readonly #play: ScenarioPlay
  readonly #world: ScenarioWorld

  constructor(play: ScenarioPlay, world: ScenarioWorld) {
    this.#play = play
    this.#world = world
  }

  begin({ by, with: written, as }: Begin): Happening | string {
    const actor = this.#person(by)
    if (!actor) return unknownPerson(by)
    return this.#play.create(toldValues(this.#world.process, this.#world.cast, written), actor, as)
  }

  act(step: Step): Happening | string {
    if (!this.#play.main.record) return 'Expected a case, but its start was refused.'
    if (step.begin !== undefined) return this.#beginAnother(step, step.begin)
    const subject = this.subjectOf(step)
    if (!subject?.record) return `Expected a case of '${step.in ?? ''}', but none has begun so far.`
    if (step.wait !== undefined) {
      const duration = parseDuration(step.wait)
      return duration.ok ? this.#play.wait(duration.range.upper, subject) : duration.message
    }
    if (step.until !== undefined) return this.#play.waitUntil(parseInstant(step.until) ?? 0, subject)
    if (step.result) return this.#result(step.result, subject)
    if (step.calendar !== undefined) return this.#changeCalendar(step, subject)
    if (step.by === undefined) return "Expected 'by', so that somebody does it, but it is missing."
    const actor = this.#person(step.by)
    return actor ? this.#play.run(this.#command(step, actor, subject), subject) : unknownPerson(step.by)
  }

  #beginAnother({ by = '', with: written }: Step, label: string): Happening | string {
    const actor = this.#person(by)
    if (!actor) return unknownPerson(by)
    return this.#play.createAnother(label, toldValues(this.#world.process, this.#world.cast, written), actor)
  }

  /** The case a step speaks of: the one it begins, the one it names, else the one the story is about. */
  subjectOf(part: Begin | Step): StoryCase | undefined {
    const name = 'begin' in part ? part.begin : 'in' in part ? part.in : undefined
    return name === undefined ? this.#play.main : this.#play.find(name)
  }

  compare(expect: Expect, happening: Happening, subject: StoryCase = this.#play.main): readonly Difference[] {
    const ofCase = checkExpectation(expect, {
      happening,
      record: subject.record,
      breached: subject.breached,
      zone: this.#world.calendar.zone,
      expectedData: (path, value) => {
        const written = toldValues(subject.process, this.#world.cast, { [path]: value })
        return valueAt(written, path) ?? null
      },
      typeOf: (path) => typeAt(subject.process.scope.types.data, path),
    })
    const ofTasks = subject.record ? taskDifferences(expect, happening, subject.record) : []
    return [
      ...ofCase,
      ...unitDifferences(expect, (serial) => this.#play.unit(serial)),
      ...ofTasks,
      ...similarDifferences(expect, this.#play, subject),
      ...checkOtherCases(expect, { play: this.#play, subject, begun: happening.begun }),
    ]
  }

  /** The world changes: a calendar says from now on what another one of the folder says. */
  #changeCalendar({ calendar: to = '', insteadOf }: Step, subject: StoryCase): Happening | string {
    const from = insteadOf ?? subject.process.calendar
    if (from === undefined) return "Expected a process with a calendar, or 'insteadOf', but there is neither."
    const calendar = this.#world.calendars.get(to)
    if (!calendar) return `Expected a sound calendar of the folder, but '${to}' is none.`
    return this.#play.changeCalendar(from, calendar, subject)
  }

  #command(step: Step, actor: Actor, { process, record }: StoryCase): Command {
    const ofTask = taskCommand(step, actor, record)
    if (ofTask) return ofTask
    for (const kind of ['suspend', 'resume'] as const) {
      const reason = step[kind]
      if (reason !== undefined) return { kind, reason, actor }
    }
    if (step.note !== undefined) return { kind: 'note', text: step.note, actor }
    if (step.correct)
      return {
        kind: 'correct',
        changes: storyChanges(step.correct, this.#world.cast, (path) => holdsObject(process, path)),
        reason: 'as the story tells',
        actor,
      }
    return {
      kind: 'send',
      event: step.send ?? '',
      payload: toldValues(process, this.#world.cast, step.with),
      actor,
      ...(step.to === undefined ? {} : { to: step.to }),
      ...(step.occurredAt === undefined ? {} : { occurredAt: parseInstant(step.occurredAt) ?? 0 }),
    }
  }

  #result(result: NonNullable<Step['result']>, subject: StoryCase): Happening | string {
    const child = toldChild(subject, result)
    if (child) return this.#play.run(child, subject)
    const invocation = subject.invocationOf(result.of)
    if (invocation === undefined)
      return `Expected outside work or an awaited case of '${result.of}' to be under way, but none is.`
    const outcome = result.done
      ? ({ ok: true, output: result.done as JsonObject } as const)
      : ({ ok: false, message: result.failed ?? '' } as const)
    return this.#play.run({ kind: 'result', invocation, outcome }, subject)
  }

  #person(id: string): Actor | undefined {
    const { people, roles = {} } = this.#world.cast
    return personInForce({ people, roles }, id, this.#play.now)
  }
}

function unknownPerson(id: string): string {
  return `Expected a person of the cast or the organisation, but nobody is called '${id}'.`
}

/** A step nobody can do: not what the process does is wrong, but the story. */
function unplayable(document: SourceDocument, step: ValuePath, message: string): Problem {
  return {
    code: 'scenario-step-unknown',
    severity: 'error',
    message,
    place: document.locate(step),
  }
}

function failure(document: SourceDocument, step: ValuePath, difference: Difference): Problem {
  const path = difference.path.length === 0 ? step : [...step, 'expect', ...difference.path]
  const what = difference.path.filter((name) => typeof name === 'string').join('.')
  return {
    code: 'scenario-failed',
    severity: 'error',
    message: `Expected ${what === '' ? '' : `'${what}' to be `}${difference.expected}, but found ${difference.found}.`,
    expected: difference.expected,
    found: difference.found,
    place: document.locate(path),
    hint: 'Correct the process where it is wrong, or the story where the rule has changed.',
  }
}
