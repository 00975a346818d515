import type {
  CheckedAction,
  CheckedBranch,
  CheckedHandler,
  CheckedProcess,
  CheckedState,
} from '../../checked-process.js'
import type { ValuePath } from '../../document.js'
import type { RuleContext } from '../../rule.js'

/** One way on from a state: what sets it off, and the branches it chooses from. */
export interface Way {
  readonly state: CheckedState
  readonly kind: 'on' | 'after' | 'always' | 'onDone' | 'invoke-done' | 'invoke-error'
  /** Path of the whole way in the document. */
  readonly path: ValuePath
  /** Path of its list of branches in the document. */
  readonly branchesPath: ValuePath
  readonly branches: readonly CheckedBranch[]
  /** Actions that happen before the branch is chosen. */
  readonly actions: readonly CheckedAction[]
  readonly handler?: CheckedHandler
}

/** Nearly every rule asks for the ways of every state. */
const known = new WeakMap<RuleContext, Map<CheckedState, readonly Way[]>>()

/** All ways on from one state, those of its ancestors not included. */
export function waysOf(context: RuleContext, state: CheckedState): readonly Way[] {
  const ways = known.get(context) ?? new Map<CheckedState, readonly Way[]>()
  known.set(context, ways)
  const found = ways.get(state) ?? findWays(context, state)
  ways.set(state, found)
  return found
}

function findWays(context: RuleContext, state: CheckedState): readonly Way[] {
  const base = context.pathOf(state.path)
  const plain = (kind: Way['kind'], keys: ValuePath, branches: readonly CheckedBranch[]): Way => {
    const path = [...base, ...keys]
    return { state, kind, path, branchesPath: path, branches, actions: [] }
  }
  const ways: Way[] = []
  for (const [event, handler] of state.on) {
    const path = [...base, 'on', event]
    const { branches, actions } = handler
    ways.push({ state, kind: 'on', path, branchesPath: [...path, 'branches'], branches, actions, handler })
  }
  for (const { key, branches, actions } of state.after) {
    const path = [...base, 'after', key]
    ways.push({ state, kind: 'after', path, branchesPath: [...path, 'branches'], branches, actions })
  }
  if (state.always.length > 0) ways.push(plain('always', ['always'], state.always))
  if (state.onDone.length > 0) ways.push(plain('onDone', ['onDone'], state.onDone))
  if (state.invoke) {
    ways.push(plain('invoke-done', ['invoke', 'onDone'], state.invoke.onDone))
    if (state.invoke.onError.length > 0)
      ways.push(plain('invoke-error', ['invoke', 'onError'], state.invoke.onError))
  }
  return ways
}

/** All ways of all states, in document order. */
export function allWays(context: RuleContext): readonly Way[] {
  return [...context.process.states.values()].flatMap((state) => waysOf(context, state))
}

/** Paths the ways lead to, without repetition. */
export function targetsOf(ways: readonly Way[]): readonly string[] {
  return [...new Set(ways.flatMap((way) => way.branches.flatMap((branch) => branch.target ?? [])))]
}

/** Name of the handlers of an event, by event, in document order. */
export function handlersByEvent(process: CheckedProcess): ReadonlyMap<string, readonly CheckedHandler[]> {
  const found = new Map<string, CheckedHandler[]>()
  for (const state of process.states.values())
    for (const [event, handler] of state.on) found.set(event, [...(found.get(event) ?? []), handler])
  return found
}
