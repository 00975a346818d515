import { createActor, createMachine, type AnyActorScope } from 'xstate'
import type { InstanceRecord } from '../engine/core/record.js'
import type {
  CheckedBranch,
  CheckedHandler,
  CheckedProcess,
  CheckedState,
} from '../engine/definition/checked-process.js'
import type { Bindings, Expression } from '../engine/expression/expression.js'
import type { JsonObject } from '../engine/errors/json.js'

/** What the plain machine keeps as context: the data of the case, and the same values bound for its guards. */
export interface PlainContext {
  readonly data: JsonObject
  readonly bindings: Bindings
}

/** The part of XState that a host without an engine would use. */
export interface PlainMachine {
  resolveState(config: { readonly value: object; readonly context: PlainContext }): object
  transition(snapshot: object, event: { readonly type: string }, scope: AnyActorScope): { value: unknown }
}

type Config = { readonly [key: string]: unknown }

/**
 * The states, guards and targets of a process for XState alone: requirements and guards are the process's own
 * expressions; there is no task, clock, trail, role, form or action.
 */
export function plainMachine(process: CheckedProcess): PlainMachine {
  return createMachine({ id: 'case', ...config(process, process.root) } as never) as unknown as PlainMachine
}

function config(process: CheckedProcess, state: CheckedState): Config {
  const children = state.children.flatMap((path) => process.states.get(path) ?? [])
  return {
    ...(state.kind === 'parallel' || state.kind === 'final' ? { type: state.kind } : {}),
    ...(state.initial === undefined ? {} : { initial: state.initial.split('.').at(-1) }),
    ...(children.length === 0
      ? {}
      : { states: Object.fromEntries(children.map((child) => [child.name, config(process, child)])) }),
    on: Object.fromEntries(
      [...state.on].map(([event, handler]) => [
        event,
        handler.branches.map((branch) => transition(branch, handler)),
      ]),
    ),
    always: state.always.map((branch) => transition(branch)),
  }
}

function transition(branch: CheckedBranch, handler?: CheckedHandler): Config {
  const conditions = [
    ...(handler?.require.map((line) => line.if) ?? []),
    ...(branch.guard ? [branch.guard] : []),
  ]
  return {
    ...(branch.target === undefined ? {} : { target: `#case.${branch.target}` }),
    reenter: branch.reenter,
    ...(conditions.length === 0 ? {} : { guard: guard(conditions) }),
  }
}

function guard(conditions: readonly Expression[]): (args: { context: PlainContext }) => boolean {
  return ({ context }) =>
    conditions.every((condition) => {
      const result = condition.evaluate(context.bindings)
      return result.ok && result.value === true
    })
}

/** XState's value for the active states of a record. */
export function plainValue({ active }: InstanceRecord): object {
  const value: { [name: string]: object } = {}
  for (const { path } of active) {
    let inner: { [name: string]: object } = value
    for (const name of path.split('.')) inner = (inner[name] ??= {}) as { [name: string]: object }
  }
  return value
}

/** A scope that is kept: half as dear again as the public `transition()`, which makes an actor for each call. */
export function keptScope(): AnyActorScope {
  const self = createActor(createMachine({}))
  const nothing = (): undefined => undefined
  return {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: nothing,
  }
}
