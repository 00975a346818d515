import type { Finding, Rule, RuleContext } from '../rule.js'
import { columnBounds } from './decision/column-bounds.js'
import { coverTable } from './decision/cover-table.js'

/** Every rule of a decision is the first match of something: one below rules that take all its cases never counts. */
export const decisionRuleNeverReached: Rule = { name: 'decision-rule-never-reached', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const { name, table } of context.process.decisions.values()) {
    const coverage = table && coverTable(table, columnBounds(context, name))
    if (table === undefined || coverage === undefined) continue
    for (const rule of table.rules.keys())
      if (!coverage.reached.has(rule))
        yield {
          path: ['decisions', name, 'rules', rule],
          message: `Expected rule ${rule + 1} of decision '${name}' to be the first match of some case, but the rules above it take all of them, or its cells match nothing.`,
          hint: 'Put it above the rule that takes its cases, correct its cells, or take it out.',
        }
  }
}
