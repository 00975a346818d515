import type { MachineEvent, Stepper } from './stepper.js'

/** What a machine keeps as context: the running step, and what stopped it (XState wraps or swallows exceptions). */
export interface MachineContext {
  readonly stepper: Stepper
  interruption?: unknown
}

export interface MachineNode {
  readonly id: string
  readonly path: readonly string[]
}

export type StateValue = string | { readonly [key: string]: StateValue }

/** The part of an XState snapshot that is used. */
export interface MachineSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly value: StateValue
  readonly error?: unknown
  readonly context: MachineContext
  readonly historyValue: HistoryNodes
}

export type HistoryNodes = { readonly [historyNode: string]: readonly MachineNode[] }

/** The part of an XState machine that is used. The one cast to it stands in `compile-machine.ts`. */
export interface Machine {
  resolveState(config: {
    readonly value: StateValue
    readonly context: MachineContext
    readonly historyValue: HistoryNodes
  }): MachineSnapshot
  getTransitionData(snapshot: MachineSnapshot, event: MachineEvent): readonly unknown[]
  transition(snapshot: MachineSnapshot, event: MachineEvent, scope: MachineScope): MachineSnapshot
  getInitialSnapshot(scope: MachineScope, input: MachineContext): MachineSnapshot
  getStateNodeById(id: string): MachineNode
}

/** The actor scope XState wants; opaque but for its executor. */
export interface MachineScope {
  readonly actionExecutor: (action: ExecutableAction) => void
}

export interface ExecutableAction {
  readonly type: string
  readonly info: unknown
  readonly params: unknown
  readonly exec?: (info: unknown, params: unknown) => void
}

/** What guards and actions are called with. */
export interface MachineArgs {
  readonly context: MachineContext
  readonly event: MachineEvent
}
