import type { CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { deadStates } from './flow/dead-states.js'

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
