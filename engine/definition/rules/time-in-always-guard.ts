import type { Expression } from '../../expression/expression.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { decisionsThatReadTime } from './flow/decision-time.js'
import { allWays } from './flow/ways.js'

/**
 * Guards of `always` and `onDone` do not ask for the time: they are looked at when something else happens, so the case
 * would move at a moment that depends on when somebody touched it.
 */
export const timeInAlwaysGuard: Rule = { name: 'time-in-always-guard', check }

function* check(context: RuleContext): Iterable<Finding> {
  const timed = decisionsThatReadTime(context.document.value)
  for (const way of allWays(context)) {
    if (way.kind !== 'always' && way.kind !== 'onDone') continue
    for (const { guard, index } of way.branches) {
      const reason = guard && timeIn(guard, timed)
      if (reason === undefined) continue
      yield {
        path: [...way.branchesPath, index, 'guard'],
        message: `Expected a guard of '${way.kind}' that does not ask for the time, but ${reason}.`,
        hint: `Use 'after' or a deadline to wait for a moment, or ask for the time in the guard of an event.`,
      }
    }
  }
}

function timeIn(guard: Expression, timed: ReadonlySet<string>): string | undefined {
  if (guard.readsTime) return `'${guard.source}' reads 'now', 'today' or 'occurredAt'`
  const decision = guard.reads
    .map((read) => /^decisions\.(\w+)/.exec(read)?.[1])
    .find((name) => timed.has(name ?? ''))
  return decision === undefined ? undefined : `the decision '${decision}' does`
}
