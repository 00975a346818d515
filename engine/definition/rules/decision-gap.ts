import { describeRegion } from '../../expression/index.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { columnBounds, inputsMissingWhenAsked } from './decision/column-bounds.js'
import { coverTable } from './decision/cover-table.js'

/** A decision answers for every input: where no rule matches, the event that asks is refused. */
export const decisionGap: Rule = { name: 'decision-gap', check }

function* check(context: RuleContext): Iterable<Finding> {
  if (context.process.decisions.size === 0) return
  const asked = inputsMissingWhenAsked(context)
  for (const { name, table } of context.process.decisions.values()) {
    const gap = table && coverTable(table, columnBounds(context, name, asked))?.gap
    if (gap === undefined) continue
    const example = gap.map(({ column, region }) => `${column} is ${describeRegion(region)}`).join(' and ')
    yield {
      path: ['decisions', name],
      key: true,
      message: `Expected decision '${name}' to have a rule for every case, but none matches when ${example}.`,
      found: example,
      hint: `Add a rule for it, or a last rule without 'when'.`,
    }
  }
}
