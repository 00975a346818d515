import type { CheckedAction, CheckedState } from '../../definition/checked-process.js'
import type { Way } from '../ways.js'

/** What XState hears: an event the core chose the ways for, or one raised on the way. */
export interface MachineEvent {
  readonly type: string
  /** Ways were chosen before XState was asked; its guards only repeat the choice. */
  readonly chosen?: true
  readonly raised?: true
}

/**
 * What a step does while XState walks through it. XState calls these in its own order (exit, transition, entry,
 * `always`, internal events); whatever they throw ends the step and leaves everything as it was.
 */
export interface Stepper {
  entered(state: CheckedState): void
  /** After the entry actions: a task finds its person, outside work begins. Gives the events that are raised then. */
  settledIn(state: CheckedState): readonly string[]
  left(state: CheckedState): void
  act(action: CheckedAction, state: CheckedState): void
  took(way: Way, event: MachineEvent): void
  /** Whether a way is open: for a chosen event as chosen, else by its requirements and guard as of now. */
  allows(way: Way, event: MachineEvent): boolean
  /** No active state had a way on for a raised event. */
  unheard(event: MachineEvent): void
}
