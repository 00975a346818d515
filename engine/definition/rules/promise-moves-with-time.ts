import type { Expression } from '../../expression/expression.js'
import type { ValuePath } from '../document.js'
import type { CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'

/** A promised date stands in the data: one that is counted from the present moves along and is never due. */
export const promiseMovesWithTime: Rule = { name: 'promise-moves-with-time', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const state of context.process.states.values())
    for (const { expression, path } of pointsOf(state, context.pathOf(state.path))) {
      if (!expression.readsTime) continue
      yield {
        path,
        message: `Expected a date that stands in the data, but '${expression.source}' reads 'now', 'today' or 'occurredAt' and moves with the clock.`,
        found: expression.source,
        hint: "Write the date into a field with 'assign' when it is known, and name that field; to count from the start of the visit write 'within'.",
      }
    }
}

interface Point {
  readonly expression: Expression
  readonly path: ValuePath
}

function* pointsOf({ deadlines, notices }: CheckedState, base: ValuePath): Iterable<Point> {
  for (const { name, until, from } of deadlines) {
    const path = [...base, 'deadlines', name]
    if (until) yield { expression: until, path: [...path, 'until'] }
    if (from?.kind === 'data') yield { expression: from.value, path: [...path, 'from'] }
  }
  for (const { index, of } of notices) yield { expression: of, path: [...base, 'notices', index, 'of'] }
}
