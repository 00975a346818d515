import { parseDuration, type Duration } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { writtenAt } from './flow/placed-expressions.js'

/** A warning comes between the start of its deadline and the end: one that cannot warns of nothing. */
export const warningOutsideDeadline: Rule = { name: 'warning-outside-deadline', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const state of context.process.states.values())
    for (const { name } of state.deadlines)
      yield* inDeadline(context, [...context.pathOf(state.path), 'deadlines', name])
}

/** Only figures that are written out are compared: a profile may change a parameter. */
function* inDeadline({ document }: RuleContext, path: ValuePath): Iterable<Finding> {
  const within = literal(writtenAt(document, [...path, 'within']))
  const warnings = writtenAt(document, [...path, 'warn'])
  if (!within || !Array.isArray(warnings)) return
  for (const index of warnings.keys()) {
    const at = [...path, 'warn', index, 'at']
    const text = writtenAt(document, at)
    const [, length, point] =
      /^(.*\S)\s+(before|after start)\s*$/s.exec(typeof text === 'string' ? text : '') ?? []
    const distance = literal(length)
    if (typeof text !== 'string' || distance?.unit !== within.unit || distance.amount <= within.amount)
      continue
    const why = point === 'before' ? 'before the deadline begins' : 'after its end'
    yield {
      path: at,
      message: `Expected a warning between the start of the deadline and its end, but '${text}' lies ${why}.`,
      found: text,
      hint: `Take less than the whole time, or a share of it such as '75 %'.`,
    }
  }
}

function literal(text: unknown): Duration | undefined {
  const parsed = typeof text === 'string' ? parseDuration(text) : undefined
  return parsed?.ok === true ? parsed.range.upper : undefined
}
