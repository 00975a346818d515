import type { CheckedHandler, CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { regionsOf, statesOfRegion } from './flow/regions.js'
import { ancestorsOf, isWithin } from './flow/state-tree.js'

/**
 * One event moves every region that accepts it: when two regions accept it from one role, a person who answers for one
 * department would answer for the other as well.
 */
export const eventInTwoRegions: Rule = { name: 'event-in-two-regions', check }

function* check(context: RuleContext): Iterable<Finding> {
  const { process } = context
  for (const parallel of process.states.values()) {
    if (parallel.kind !== 'parallel') continue
    const seen: { readonly handler: CheckedHandler; readonly region: CheckedState }[] = []
    for (const region of regionsOf(process, parallel))
      for (const handler of statesOfRegion(process, region).flatMap((state) => [...state.on.values()])) {
        const twin = seen.find((other) => other.region !== region && clash(other.handler, handler))
        seen.push({ handler, region })
        if (twin) yield findingFor(context, handler, region, twin)
      }
  }
}

function clash(one: CheckedHandler, other: CheckedHandler): boolean {
  return one.event === other.event && one.roles.some((role) => other.roles.includes(role))
}

function findingFor(
  context: RuleContext,
  handler: CheckedHandler,
  region: CheckedState,
  twin: { readonly handler: CheckedHandler; readonly region: CheckedState },
): Finding {
  const roles = handler.roles.filter((role) => twin.handler.roles.includes(role))
  // The buttons of a task send to their own region only; what remains are senders who do not say 'to'.
  const addressed =
    hasTaskInRegion(context, handler, region) && hasTaskInRegion(context, twin.handler, twin.region)
  return {
    path: [...context.pathOf(handler.state), 'on', handler.event],
    key: true,
    message: `Expected '${handler.event}' to belong to one region for ${quoted(roles)}, but '${twin.region.path}' and '${region.path}' both accept it, and one event moves both.`,
    hint: addressed
      ? `Name the two events differently, or always send with 'to'.`
      : `Name the two events differently, give them different roles, or give each region a task of its own.`,
    severity: addressed ? 'warning' : 'error',
  }
}

function hasTaskInRegion({ process }: RuleContext, handler: CheckedHandler, region: CheckedState): boolean {
  const state = process.states.get(handler.state)
  const chain = state ? [state, ...ancestorsOf(process, state.path)] : []
  return chain.some((each) => each.task !== undefined && isWithin(each.path, region.path))
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}
