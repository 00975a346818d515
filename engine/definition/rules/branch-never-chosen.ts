import type { CheckedBranch } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { exclude, termsOf } from './flow/guard-terms.js'
import { allWays } from './flow/ways.js'

/** Every branch can be taken: the first whose guard holds wins, so one below a wider guard is dead text. */
export const branchNeverChosen: Rule = { name: 'branch-never-chosen', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const way of allWays(context))
    for (const [position, branch] of way.branches.entries()) {
      const reason = whyNever(branch, way.branches.slice(0, position))
      if (reason !== undefined)
        yield {
          path: [...way.branchesPath, branch.index],
          message: `Expected a branch that can be chosen, but ${reason.message}.`,
          hint: reason.hint,
        }
    }
}

interface Reason {
  readonly message: string
  readonly hint: string
}

function whyNever(branch: CheckedBranch, above: readonly CheckedBranch[]): Reason | undefined {
  const open = above.find((other) => other.guard === undefined || other.guard.source.trim() === 'true')
  if (open)
    return {
      message: `branch ${open.index + 1} above it has no guard and is always taken first`,
      hint: 'Move the branch without a guard to the end.',
    }
  if (branch.guard === undefined) return undefined
  const { source } = branch.guard
  const wider = above.find((other) => other.guard && implies(source, other.guard.source))
  if (wider)
    return {
      message: `the guard of branch ${wider.index + 1} above it holds whenever this one does`,
      hint: 'Put the narrower guard first, or take one of the two out.',
    }
  if (exclude([source], []))
    return {
      message: `its guard '${source}' never holds`,
      hint: 'Correct the guard, or take the branch out.',
    }
  return undefined
}

/** Whether the second guard asks for nothing the first does not ask for too. */
function implies(narrow: string, wide: string): boolean {
  const terms = new Set(termsOf(narrow))
  return termsOf(wide).every((term) => terms.has(term))
}
