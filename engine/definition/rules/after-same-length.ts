import { unitMs } from '../../time/duration-units.js'
import type { Duration } from '../../time/index.js'
import type { CheckedAfter } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'

/** Each `after` of a state comes at a time of its own: of two that come together the second hardly ever moves anything. */
export const afterSameLength: Rule = { name: 'after-same-length', check }

function* check(context: RuleContext): Iterable<Finding> {
  const { process } = context
  for (const state of process.states.values()) {
    const earlier = new Map<string, string>()
    for (const after of state.after) {
      if (isUnset(process.parameters, after.key)) continue
      const clock = clockOf(after)
      const first = earlier.get(clock)
      earlier.set(clock, first ?? after.key)
      if (first === undefined) continue
      yield {
        path: [...context.pathOf(state.path), 'after', after.key],
        key: true,
        message: `Expected each 'after' of a state to come at another time, but '${first}' and '${after.key}' are the same length.`,
        found: after.key,
        hint: 'Put the branches of both under one of them, in the order in which they are to be looked at.',
        severity: 'warning',
      }
    }
  }
}

function isUnset(parameters: RuleContext['process']['parameters'], key: string): boolean {
  return Object.hasOwn(parameters, key) && parameters[key]?.value === undefined
}

/** Length and course of a clock, as text. Two that pause or restart by different facts may well differ. */
function clockOf({ delay, restartOn, pauseIn, calendar }: CheckedAfter): string {
  const choice = calendar && [calendar.id, calendar.choose?.source]
  return JSON.stringify([lengthOf(delay.upper), restartOn, pauseIn, choice])
}

/** The same for `60 minutes` and `1 hour`, `14 days` and `2 weeks`, `12 months` and `1 year`. */
function lengthOf({ amount, unit }: Duration): readonly (string | number)[] {
  const ms = unitMs[unit]
  if (ms !== undefined) return [unit.startsWith('working-') ? 'working' : 'plain', amount * ms]
  if (unit === 'week') return ['day', amount * 7]
  if (unit === 'year') return ['month', amount * 12]
  return [unit, amount]
}
