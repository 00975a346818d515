import type { CheckedHandler } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { ancestorsOf } from './flow/state-tree.js'

/**
 * A handler whose branches are all guarded has no namesake above it: when no guard holds, the event is not refused but
 * handled by the state around.
 */
export const guardFallsThrough: Rule = { name: 'guard-falls-through', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const state of context.process.states.values())
    for (const [event, handler] of state.on) {
      if (handler.branches.some((branch) => branch.guard === undefined)) continue
      const above = ancestorsOf(context.process, state.path)
        .flatMap((ancestor) => ancestor.on.get(event) ?? [])
        .find((other) => sharesSender(handler, other))
      if (above) yield findingFor(context, handler, above)
    }
}

function sharesSender(one: CheckedHandler, other: CheckedHandler): boolean {
  if (one.roles.length === 0 && other.roles.length === 0) return true
  return one.roles.some((role) => other.roles.includes(role))
}

function findingFor(context: RuleContext, handler: CheckedHandler, above: CheckedHandler): Finding {
  const outer = above.state === '' ? 'the process' : `'${above.state}'`
  return {
    path: [...context.pathOf(handler.state), 'on', handler.event],
    key: true,
    message: `Expected '${handler.event}' in '${handler.state}' to decide for itself, but all its branches are guarded, and when no guard holds ${outer} handles the event instead.`,
    hint: `Add a last branch without a guard that says what happens then, use 'require' to refuse, or name the event differently.`,
  }
}
