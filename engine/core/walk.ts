import type { CheckedAction, CheckedHandler, CheckedState } from '../definition/checked-process.js'
import { EngineError, type JsonObject } from '../errors/index.js'
import { endWait, waitForNobody } from './cases/invoked-cases.js'
import { openWay, unmetRequirements } from './choose-ways.js'
import type { Draft } from './draft.js'
import { bilingual, endlessStep, StepRefused } from './refusals.js'
import { runAction } from './run-action.js'
import { rememberSender } from './senders.js'
import type { StepValues } from './step-values.js'
import { assignTask } from './tasks/assign-task.js'
import { beginOutsideWork, enterState, leaveState } from './visit.js'
import type { Way } from './ways.js'
import { compileByHand, maxIterations } from './xstate/compile-machine.js'
import { EndlessStep, runMachine, startMachine, type MachineRest } from './xstate/run-machine.js'
import type { MachineEvent, Stepper } from './xstate/stepper.js'

/** Enters the initial states of a new case. */
export function walkIn(draft: Draft, values: StepValues): void {
  const walk = new Walk(draft, values, [])
  rest(draft, walk, () => startMachine(draft.process, walk))
  endEmptyWaits(draft, values)
}

/** The event of a move by hand. No outside event may begin with `@`. */
const moveEvent = '@move'

/** A move by hand: from within one active state into another below it. `silent`: states whose entry actions are left out. */
export interface WalkByHand {
  readonly within: CheckedState
  readonly target: CheckedState
  readonly silent: ReadonlySet<string>
}

/**
 * Moves a case by a way the process does not have, which exists for this step alone: what lies within is left, the target
 * entered, everything beside stays, and joins complete.
 */
export function walkByHand(draft: Draft, values: StepValues, { within, target, silent }: WalkByHand): void {
  const branch = { index: 0, target: target.path, reenter: false, actions: [] }
  const way: Way = { state: within, key: moveEvent, branch, actions: [] }
  const machine = compileByHand(draft.process, { way, silent })
  const walk = new Walk(draft, values, [way])
  const from = { active: new Set(draft.active.keys()), history: draft.history }
  rest(draft, walk, () => runMachine(draft.process, walk, from, { event: moveEvent, expected: 1, machine }))
  walk.expectAllTaken()
  endEmptyWaits(draft, values)
}

/** Where an ended case begins again: in a state, and beside it in those it stood in when it ended. */
export interface WalkBackIn {
  readonly target: CheckedState
  readonly beside: readonly string[]
  readonly silent: ReadonlySet<string>
}

/** Enters a case that has ended anew, from its root down to a state. */
export function walkBackIn(draft: Draft, values: StepValues, { target, beside, silent }: WalkBackIn): void {
  const { process } = draft
  const initial = new Map<string, string>()
  for (const path of [target.path, ...beside])
    for (let at = process.states.get(path); at && at.path !== ''; at = process.states.get(at.parent ?? ''))
      if (!initial.has(at.parent ?? '')) initial.set(at.parent ?? '', at.path)
  const walk = new Walk(draft, values, [])
  rest(draft, walk, () => startMachine(process, walk, compileByHand(process, { initial, silent })))
  endEmptyWaits(draft, values)
}

/** Lets XState take the chosen ways for an event, to completion. */
export function walkOn(draft: Draft, values: StepValues, event: string, chosen: readonly Way[]): void {
  walkOnce(draft, values, event, chosen)
  endEmptyWaits(draft, values)
}

/** Whoever waits for the cases of an empty list waits for nobody: the wait is over once the case has come to rest. */
function endEmptyWaits(draft: Draft, values: StepValues): void {
  for (let rounds = 0; ; rounds += 1) {
    const work = waitForNobody(draft)
    if (!work) return
    if (rounds === maxIterations) throw endlessStep()
    const onward = endWait(draft, values, work)
    if (onward) walkOnce(draft, values, onward.event, [onward.way])
  }
}

function walkOnce(draft: Draft, values: StepValues, event: string, chosen: readonly Way[]): void {
  const walk = new Walk(draft, values, chosen)
  const from = { active: new Set(draft.active.keys()), history: draft.history }
  rest(draft, walk, () => runMachine(draft.process, walk, from, { event, expected: chosen.length }))
  walk.expectAllTaken()
}

function rest(draft: Draft, walk: Walk, run: () => MachineRest): void {
  let reached: MachineRest
  try {
    reached = run()
  } catch (error) {
    if (error instanceof EndlessStep) throw endlessStep()
    throw error
  }
  walk.noteUnheardAtEnd()
  draft.history = reached.history
  // The draft follows XState by its markers; if they ever part, the record would lie.
  const same =
    reached.active.length === draft.active.size && reached.active.every((path) => draft.active.has(path))
  if (!same || reached.done !== draft.ended)
    throw new EngineError(
      'engine-bug',
      `Expected the step to end in [${[...draft.active.keys()].join(', ')}], but XState ended in [${reached.active.join(', ')}]. Please report this.`,
    )
}

/** What happens to the draft while XState walks. */
class Walk implements Stepper {
  readonly #draft: Draft
  readonly #values: StepValues
  readonly #chosen: ReadonlySet<Way>
  readonly #pending: Set<Way>
  /** Answers that came with the outside event; raised events bring none. */
  readonly #answers: JsonObject | undefined
  /** Raised events XState has not taken up yet. */
  #raised: string[] = []
  /** The event being worked on. Each raise is an object of its own. */
  #heard: MachineEvent | undefined
  /** Handlers whose requirements were asked for it. */
  readonly #required = new Set<CheckedHandler>()

  constructor(draft: Draft, values: StepValues, chosen: readonly Way[]) {
    this.#draft = draft
    this.#values = values
    this.#chosen = new Set(chosen)
    this.#pending = new Set(chosen)
    this.#answers = draft.event
  }

  entered(state: CheckedState): void {
    enterState(this.#draft, state)
  }

  settledIn(state: CheckedState): readonly string[] {
    const raised = assignTask(this.#draft, this.#values, state)
    this.#raised.push(...raised)
    beginOutsideWork(this.#draft, this.#values, state)
    return raised
  }

  left(state: CheckedState): void {
    leaveState(this.#draft, state)
  }

  act(action: CheckedAction, state: CheckedState): void {
    runAction(this.#draft, this.#values, action, state)
    if (action.kind === 'raise') this.#raised.push(action.event)
  }

  allows(way: Way, event: MachineEvent): boolean {
    // An event of a process may be called `always` too: only a way without a handler is an automatic one.
    if (event.chosen && (way.handler || way.key !== 'always')) return this.#chosen.has(way)
    if (event.raised && way.handler) this.#requireFor(event, way.handler)
    return openWay(this.#values, [way]) !== undefined
  }

  took(way: Way, event: MachineEvent): void {
    this.#pending.delete(way)
    this.#hear(event)
    if (event.raised && way.handler) rememberSender(this.#draft, way.key)
    if (way.point === undefined) return
    const { branch, state, key } = way
    const target = branch.target === undefined ? {} : { target: branch.target }
    this.#draft.note('branch-taken', { state: state.path, on: key, branch: branch.index, ...target })
    this.#draft.covered.add(way.point)
    const through = branch.target === undefined ? undefined : this.#draft.process.states.get(branch.target)
    if (through?.kind === 'history') this.#draft.covered.add(`state:${through.path}`)
  }

  unheard(event: MachineEvent): void {
    this.#hear(event)
    this.#draft.note('raise-unheard', { event: event.type })
  }

  /** Events that were raised when the case ended are not taken up any more. */
  noteUnheardAtEnd(): void {
    for (const event of this.#raised) this.#draft.note('raise-unheard', { event })
    this.#raised = []
  }

  /** XState drops a transition that conflicts with one of an earlier region; here that refuses the step. */
  expectAllTaken(): void {
    if (this.#pending.size === 0) return
    throw new StepRefused(
      [...this.#pending].map(({ state, key, handler }) => ({
        code: 'event-not-accepted',
        text: bilingual(
          `“${handler?.title?.['zh-CN'] ?? key}”会使并行的几个部分走向互相矛盾的去处，请指明是哪一部分。`,
          `Expected the regions to agree on '${handler?.title?.en ?? key}', but one of them leaves the parallel state; address one with 'to'.`,
        ),
        state: state.path,
      })),
    )
  }

  #requireFor(event: MachineEvent, handler: CheckedHandler): void {
    this.#hear(event)
    if (this.#required.has(handler)) return
    this.#required.add(handler)
    const unmet = unmetRequirements(this.#values, handler)
    if (unmet.length > 0) throw new StepRefused(unmet)
  }

  /** Answers belong to the outside event alone. */
  #hear(event: MachineEvent): void {
    if (event === this.#heard) return
    this.#heard = event
    this.#required.clear()
    if (event.raised) this.#raised.shift()
    this.#draft.event = event.raised ? undefined : this.#answers
  }
}
