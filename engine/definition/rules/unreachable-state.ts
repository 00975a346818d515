import type { CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { faultyStates } from './flow/faulty-states.js'
import { entered, enteredWith } from './flow/state-tree.js'
import { targetsOf, waysOf } from './flow/ways.js'

/** Every state can be entered: one that cannot is a forgotten branch or a left-over. */
export const unreachableState: Rule = { name: 'unreachable-state', check }

function* check(context: RuleContext): Iterable<Finding> {
  const reached = reachedStates(context)
  const faulty = faultyStates(context)
  // A way that was left out may have led anywhere.
  if ([...reached].some((path) => faulty.has(path))) return
  for (const state of context.process.states.values())
    if (!reached.has(state.path) && !liesInUnreached(state, reached)) yield findingFor(context, state)
}

function reachedStates(context: RuleContext): ReadonlySet<string> {
  const { process } = context
  const reached = new Set<string>()
  const waiting = [...entered(process, '')]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const state = process.states.get(path)
    if (state === undefined || reached.has(path)) continue
    reached.add(path)
    for (const target of targetsOf(waysOf(context, state))) waiting.push(...enteredWith(process, target))
  }
  return reached
}

/** Whether a parent is reported already. */
function liesInUnreached(state: CheckedState, reached: ReadonlySet<string>): boolean {
  return state.parent !== undefined && !reached.has(state.parent)
}

function findingFor(context: RuleContext, state: CheckedState): Finding {
  return {
    path: context.pathOf(state.path),
    key: true,
    message: `Expected some way into state '${state.path}', but no branch of a state that can be entered leads to it.`,
    hint: `Name '${state.path}' as a target, or take the state out.`,
  }
}
