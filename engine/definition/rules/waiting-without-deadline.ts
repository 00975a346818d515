import type { CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { faultyStates } from './flow/faulty-states.js'
import { ancestorsOf } from './flow/state-tree.js'

/** A state that waits for somebody has a clock: nobody would notice a case that lies forgotten. */
export const waitingWithoutDeadline: Rule = { name: 'waiting-without-deadline', check }

function* check(context: RuleContext): Iterable<Finding> {
  const { process } = context
  const faulty = faultyStates(context)
  for (const state of process.states.values()) {
    if (state.kind !== 'atomic') continue
    const chain = [state, ...ancestorsOf(process, state.path)]
    if (chain.some(hasClock) || !waitsForSomebody(state, chain) || chain.some(({ path }) => faulty.has(path)))
      continue
    yield {
      path: context.pathOf(state.path),
      key: true,
      message: `Expected a clock where the case waits, but '${state.path}' and the states around it have no deadline, reminder or 'after'.`,
      hint: `Add 'due', 'remind' or 'after', with a parameter for its length.`,
      severity: 'warning',
    }
  }
}

function hasClock({ deadlines, reminders, after }: CheckedState): boolean {
  return deadlines.length > 0 || reminders.length > 0 || after.length > 0
}

/** Whether a person moves it on: it is not left at once, no outside work moves it, and somebody may send an event. */
function waitsForSomebody(state: CheckedState, chain: readonly CheckedState[]): boolean {
  if (state.invoke || state.always.some((branch) => branch.guard === undefined)) return false
  return chain.some(({ on }) => [...on.values()].some((handler) => handler.roles.length > 0))
}
