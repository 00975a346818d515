import type { CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { deadStates } from './flow/dead-states.js'
import { faultyStates } from './flow/faulty-states.js'
import { ancestorsOf } from './flow/state-tree.js'
import { waysOf, type Way } from './flow/ways.js'

/** Every state leads to a final state in the end: a case that cannot end stays open for ever. */
export const deadEnd: Rule = { name: 'dead-end', check }

function* check(context: RuleContext): Iterable<Finding> {
  const dead = deadStates(context)
  const reach = (path: string) => reachableFrom(dead, path)
  const told = new Set<string>()
  for (const path of dead.keys()) {
    const beyond = reach(path)
    // A state that only leads into a trap is not where the fault is: the trap is reported.
    const leadsIntoTrap = [...beyond].some((each) => !reach(each).has(path))
    const state = context.process.states.get(path)
    if (leadsIntoTrap || told.has(path) || state === undefined) continue
    for (const each of beyond) told.add(each)
    yield findingFor(
      context,
      state,
      [...beyond].filter((each) => each !== path),
    )
  }
  for (const state of context.process.states.values())
    if (state.kind === 'atomic' && !dead.has(state.path) && mayMissItsTime(context, state))
      yield missedTime(context, state)
}

/** Whether time alone leads out of a state, and only under conditions: time that has passed does not come again. */
function mayMissItsTime(context: RuleContext, state: CheckedState): boolean {
  const chain = [state, ...ancestorsOf(context.process, state.path)]
  const faulty = faultyStates(context)
  if (chain.some(({ path }) => faulty.has(path))) return false
  const ways = chain
    .flatMap((each) => waysOf(context, each))
    .filter((way) => way.kind !== 'onDone' && way.branches.some(({ target }) => target !== undefined))
  return ways.length > 0 && ways.every(isGuardedTime)
}

function isGuardedTime({ kind, state, path, branches }: Way): boolean {
  if (kind !== 'after' || branches.some(({ guard }) => guard === undefined)) return false
  return state.after.find(({ key }) => key === path.at(-1))?.restartOn.length === 0
}

function missedTime(context: RuleContext, { path }: CheckedState): Finding {
  return {
    path: context.pathOf(path),
    key: true,
    message: `Expected a way out of state '${path}' whatever holds, but only 'after' leads on, each of its branches has a guard, and its time comes once.`,
    hint: `Add a branch without a guard as the last one, or an event that moves the case on.`,
    severity: 'warning',
  }
}

function reachableFrom(dead: ReadonlyMap<string, ReadonlySet<string>>, start: string): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...(dead.get(start) ?? [])]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    found.add(path)
    waiting.push(...(dead.get(path) ?? []))
  }
  return found
}

function findingFor(context: RuleContext, state: CheckedState, others: readonly string[]): Finding {
  const place = { path: context.pathOf(state.path), key: true }
  if (state.kind === 'final')
    return {
      ...place,
      message: `Expected the end of '${state.parent ?? ''}' to lead on, but it has no 'onDone' and the case stays in '${state.path}'.`,
      hint: `Give '${state.parent ?? ''}' an 'onDone' with a target.`,
    }
  const circle =
    others.length > 0
      ? `only ${others.map((each) => `'${each}'`).join(', ')} can follow`
      : 'nothing leads out of it'
  return {
    ...place,
    message: `Expected a way from state '${state.path}' to a final state, but ${circle}.`,
    hint: `Add a branch that leads to the end, or make the state 'type: final'.`,
  }
}
