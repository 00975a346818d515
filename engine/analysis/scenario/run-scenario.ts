import { valueAt } from '../../core/index.js'
import type { Actor } from '../../core/command.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Cast } from '../../definition/checked-workflows.js'
import type { SourceDocument, ValuePath } from '../../definition/document.js'
import type { Begin, Expect, Scenario, Step } from '../../definition/generated/scenario.js'
import { EngineError, type JsonObject, type Problem } from '../../errors/index.js'
import { parseDuration, parseInstant } from '../../time/index.js'
import type { Calendar } from '../../time/calendar.js'
import { checkExpectation, type Difference } from './check-expectation.js'
import { ScenarioPlay, type Happening } from './scenario-play.js'
import { storyChanges, storyPayload } from './story-values.js'

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
}

export interface ScenarioWorld {
  readonly process: CheckedProcess
  readonly calendar: Calendar
  /** All calendars of the folder, by id. */
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly cast: Cast
}

/** Plays a story on the pure step with a clock that jumps. The first step that is not as told ends it. */
export function runScenario(document: SourceDocument, world: ScenarioWorld): ScenarioResult {
  const story = document.value as unknown as Scenario
  const play = new ScenarioPlay(world.process, world, parseInstant(story.at) ?? 0)
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
        : teller.compare(part.expect ?? {}, happening).map((each) => failure(document, path, each))
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
    covered: play.covered,
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

  begin({ by, with: written }: Begin): Happening | string {
    const actor = this.#person(by)
    return actor ? this.#play.create(this.#payload(written), actor) : unknownPerson(by)
  }

  act(step: Step): Happening | string {
    if (!this.#play.record) return 'Expected a case, but its start was refused.'
    if (step.wait !== undefined) {
      const duration = parseDuration(step.wait)
      return duration.ok ? this.#play.wait(duration.range.upper) : duration.message
    }
    if (step.until !== undefined) return this.#play.waitUntil(parseInstant(step.until) ?? 0)
    if (step.result) return this.#result(step.result)
    if (step.calendar !== undefined) return this.#changeCalendar(step.calendar, step.insteadOf)
    if (step.by === undefined) return "Expected 'by', so that somebody does it, but it is missing."
    const actor = this.#person(step.by)
    return actor ? this.#command(step, actor) : unknownPerson(step.by)
  }

  compare(expect: Expect, happening: Happening): readonly Difference[] {
    return checkExpectation(expect, {
      happening,
      record: this.#play.record,
      breached: this.#play.breached,
      zone: this.#world.calendar.zone,
      expectedData: (path, value) => valueAt(this.#payload({ [path]: value }), path) ?? null,
    })
  }

  /** The world changes: a calendar says from now on what another one of the folder says. */
  #changeCalendar(to: string, insteadOf = this.#world.process.calendar): Happening | string {
    if (insteadOf === undefined)
      return "Expected a process with a calendar, or 'insteadOf', but there is neither."
    const calendar = this.#world.calendars.get(to)
    if (!calendar) return `Expected a sound calendar of the folder, but '${to}' is none.`
    return this.#play.changeCalendar(insteadOf, calendar)
  }

  #command(step: Step, actor: Actor): Happening {
    for (const kind of ['suspend', 'resume'] as const) {
      const reason = step[kind]
      if (reason !== undefined) return this.#play.run({ kind, reason, actor })
    }
    if (step.note !== undefined) return this.#play.run({ kind: 'note', text: step.note, actor })
    if (step.correct)
      return this.#play.run({
        kind: 'correct',
        changes: storyChanges(step.correct, this.#world.cast, (path) => this.#holdsObject(path)),
        reason: 'as the story tells',
        actor,
      })
    return this.#play.run({
      kind: 'send',
      event: step.send ?? '',
      payload: this.#payload(step.with),
      actor,
      ...(step.to === undefined ? {} : { to: step.to }),
      ...(step.occurredAt === undefined ? {} : { occurredAt: parseInstant(step.occurredAt) ?? 0 }),
    })
  }

  #result(result: NonNullable<Step['result']>): Happening | string {
    const invocation = this.#play.invocationOf(result.of)
    if (invocation === undefined)
      return `Expected outside work of '${result.of}' to be under way, but none is.`
    const outcome = result.done
      ? ({ ok: true, output: result.done as JsonObject } as const)
      : ({ ok: false, message: result.failed ?? '' } as const)
    return this.#play.run({ kind: 'result', invocation, outcome })
  }

  #payload(written: { readonly [path: string]: unknown } = {}): JsonObject {
    return storyPayload(written, this.#world.cast, (path) => this.#holdsObject(path))
  }

  /** Whether a thing of the cast may stand at a path; below a field it always may. */
  #holdsObject(path: string): boolean {
    const { fields } = this.#world.process
    const [name = '', ...rest] = path.split('.')
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field === undefined || rest.length > 0 || field.type.kind === 'object'
  }

  #person(id: string): Actor | undefined {
    const person = Object.hasOwn(this.#world.cast.people, id) ? this.#world.cast.people[id] : undefined
    return person && { id, roles: person.roles }
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
