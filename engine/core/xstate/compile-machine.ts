import { createMachine, enqueueActions, raise } from 'xstate'
import type { CheckedAction, CheckedProcess, CheckedState } from '../../definition/checked-process.js'
import { internalEvent, waysAt, type Way } from '../ways.js'
import type { Machine, MachineArgs, MachineNode } from './machine.js'

/** A process as XState sees it, with the nodes of its states by path. */
export interface CompiledMachine {
  readonly machine: Machine
  readonly nodes: ReadonlyMap<string, MachineNode>
  /** Whether any of its actions raises an event: only then somebody has to listen for raises that nobody hears. */
  readonly raises: boolean
}

/** Constant, because the ids of history nodes and `done` events derive from it. */
const machineId = 'case'

/** Microsteps after which a step that does not come to rest is refused. */
export const maxIterations = 1000

const cache = new WeakMap<CheckedProcess, CompiledMachine>()

/**
 * States, targets, guards, `always`, history, parallel and `onDone` for XState; nothing else. Timers, tasks, deadlines
 * and outside work are markers on entry and exit and plain transitions on internal events. Compiled once per process.
 */
export function compileMachine(process: CheckedProcess): CompiledMachine {
  const known = cache.get(process)
  if (known) return known
  const compiled = compileWith(process, {})
  cache.set(process, compiled)
  return compiled
}

/** What is not as the process has it while an operator moves a case: for one step, so that it costs no other step. */
export interface ByHand {
  /** A way that the process does not have. */
  readonly way?: Way
  /** Where states begin that begin elsewhere as a rule: a child by the path of its parent. */
  readonly initial?: ReadonlyMap<string, string>
  /** States whose entry actions are left out. */
  readonly silent?: ReadonlySet<string>
}

/** The machine of a process with what an operator's move needs. Made anew each time: such moves are rare. */
export function compileByHand(process: CheckedProcess, byHand: ByHand): CompiledMachine {
  return compileWith(process, byHand)
}

function compileWith(process: CheckedProcess, byHand: ByHand): CompiledMachine {
  const config = {
    id: machineId,
    ...stateConfig(process, process.root, byHand),
    // XState copies the input's own properties, so the context is a fresh object around the step.
    context: ({ input }: { input: object }) => input,
    options: { maxIterations },
  }
  const machine = createMachine(config as never) as unknown as Machine
  const nodes = new Map(
    [...process.states.keys()].map((path) => [path, machine.getStateNodeById(nodeId(path))]),
  )
  return { machine, nodes, raises: raisesEvents(process) }
}

function raisesEvents(process: CheckedProcess): boolean {
  return [...process.states.values()].some((state) => {
    const { on, internal, always, onDone } = waysAt(process, state.path)
    const ways = [...on.values(), ...internal.values(), always, onDone].flat()
    const all = [
      ...state.entry,
      ...state.exit,
      ...ways.flatMap((way) => [...way.actions, ...way.branch.actions]),
    ]
    return state.task?.assign?.onNobody !== undefined || all.some((action) => action.kind === 'raise')
  })
}

type Config = { readonly [key: string]: unknown }

function stateConfig(process: CheckedProcess, state: CheckedState, byHand: ByHand): Config {
  if (state.kind === 'history') return historyConfig(state)
  const { way, silent } = byHand
  const initial = state.kind === 'parallel' ? undefined : (byHand.initial?.get(state.path) ?? state.initial)
  const ways = waysAt(process, state.path)
  const on = new Map<string, readonly Config[]>()
  for (const [event, all] of ways.on) on.set(event, all.map(transition))
  for (const [key, all] of ways.internal) on.set(internalEvent(state.path, key), all.map(transition))
  if (way?.state.path === state.path) on.set(way.key, [transition(way)])
  const children = state.children.flatMap((path) => process.states.get(path) ?? [])
  return {
    ...(state.kind === 'parallel' || state.kind === 'final' ? { type: state.kind } : {}),
    ...(initial === undefined ? {} : { initial: initial.split('.').at(-1) }),
    ...(children.length === 0
      ? {}
      : {
          states: Object.fromEntries(
            children.map((child) => [child.name, stateConfig(process, child, byHand)]),
          ),
        }),
    entry: joined([
      ({ context }) => context.stepper.entered(state),
      ...(silent?.has(state.path) ? [] : actions(state.entry, state)),
      ...(settles(state)
        ? [{ raisedBy: ({ context }: MachineArgs) => context.stepper.settledIn(state) }]
        : []),
    ]),
    exit: joined([...actions(state.exit, state), ({ context }) => context.stepper.left(state)]),
    on: Object.fromEntries(on),
    always: ways.always.map(transition),
    ...(ways.onDone.length === 0 ? {} : { onDone: ways.onDone.map(transition) }),
  }
}

/** Whether something begins in a state once its entry actions are done. */
function settles({ invoke, task }: CheckedState): boolean {
  return invoke !== undefined || task?.assign !== undefined
}

function historyConfig(state: CheckedState): Config {
  const target = state.history?.target
  return {
    type: 'history',
    history: state.history?.depth ?? 'shallow',
    ...(target === undefined ? {} : { target: `#${nodeId(target)}` }),
  }
}

function transition(way: Way): Config {
  const { branch } = way
  return {
    ...(branch.target === undefined ? {} : { target: `#${nodeId(branch.target)}` }),
    reenter: branch.reenter,
    guard: guard(way),
    actions: joined([
      ({ context, event }) => context.stepper.took(way, event),
      ...actions(way.actions, way.state),
      ...actions(branch.actions, way.state),
    ]),
  }
}

/** Something of ours to do, the name of an event to raise, or something to do that tells which events to raise. */
type Part = ((args: MachineArgs) => void) | string | { readonly raisedBy: RaisedBy }

type RaisedBy = (args: MachineArgs) => readonly string[]

function actions(all: readonly CheckedAction[], state: CheckedState): readonly Part[] {
  return all.flatMap((action): readonly Part[] => {
    const own = ({ context }: MachineArgs): void => context.stepper.act(action, state)
    return action.kind === 'raise' ? [own, action.event] : [own]
  })
}

/** XState's actions for parts in order. What is ours between two raises is one action: each costs XState some work. */
function joined(parts: readonly Part[]): readonly unknown[] {
  const made: unknown[] = []
  let ours: ((args: MachineArgs) => void)[] = []
  const flush = (): void => {
    if (ours.length > 0) made.push(marker(ours))
    ours = []
  }
  for (const part of parts)
    if (typeof part === 'string') {
      flush()
      // XState's own `raise` keeps the internal queue in order; each time it is an event object of its own.
      made.push(raise(() => ({ type: part, raised: true }) as never))
    } else if (typeof part === 'object') {
      flush()
      made.push(raising(part.raisedBy))
    } else ours.push(part)
  flush()
  return made
}

/** What is found out only while the step runs: which events are raised, if any. */
function raising(raisedBy: RaisedBy): unknown {
  return enqueueActions((args) => {
    const { context, event } = args as unknown as MachineArgs
    for (const type of kept(context, () => raisedBy({ context, event })))
      args.enqueue.raise({ type, raised: true } as never)
  })
}

function guard(way: Way): (args: MachineArgs) => boolean {
  return ({ context, event }) => kept(context, () => context.stepper.allows(way, event))
}

function marker(acts: readonly ((args: MachineArgs) => void)[]): (args: MachineArgs) => void {
  return (args) =>
    kept(args.context, () => {
      for (const act of acts) act(args)
    })
}

/** Keeps what stopped the step: XState replaces errors of guards and swallows those of the first step. */
function kept<T>(context: { interruption?: unknown }, work: () => T): T {
  try {
    return work()
  } catch (error) {
    context.interruption ??= error
    throw error
  }
}

function nodeId(path: string): string {
  return path === '' ? machineId : `${machineId}.${path}`
}
