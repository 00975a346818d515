import type { Finding, Rule, RuleContext } from '../rule.js'
import { writtenAt } from './flow/placed-expressions.js'
import { allWays } from './flow/ways.js'

/**
 * A target that is the state itself says what it means: without `reenter` the visit goes on with its task and clocks,
 * which is seldom expected. Written out, `true` or `false`, it is taken as meant.
 */
export const selfTargetKeepsVisit: Rule = { name: 'self-target-keeps-visit', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const way of allWays(context))
    for (const branch of way.branches) {
      const path = [...way.branchesPath, branch.index]
      if (branch.target !== way.state.path || writtenAt(context.document, [...path, 'reenter']) !== undefined)
        continue
      yield {
        path: [...path, 'target'],
        message: `Expected 'reenter' beside a target that is the state itself, but it is missing, so the visit of '${way.state.path}' goes on: task, deadlines and reminders are not begun anew.`,
        hint: `Write 'reenter: true' to begin a new visit or 'reenter: false' to keep it; without 'target' only the actions happen.`,
        severity: 'warning',
      }
    }
}
