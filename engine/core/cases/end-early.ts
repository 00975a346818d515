import type { CheckedInvariant } from '../../definition/checked-process.js'
import type { Draft } from '../draft.js'
import { checkInvariant, finishStep } from '../finish-step.js'
import { StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { leaveState } from '../visit.js'

/**
 * Ends a case that comes to no final state. What must be true in any of its end states must be true now, so that nothing
 * is left behind (the customer's goods, an open receipt); else the step is refused.
 */
export function endEarly(draft: Draft, values: StepValues, outcome: 'cancelled' | 'merged-into'): Advanced {
  draft.event = undefined
  const reasons = draft.process.invariants
    .filter((invariant) => holdsAtAnEnd(draft, invariant))
    .flatMap((invariant) => checkInvariant(draft, values, invariant) ?? [])
  if (reasons.length > 0) throw new StepRefused(reasons)
  // Innermost first, as XState leaves them.
  for (const path of [...draft.active.keys()].reverse()) {
    const state = draft.process.states.get(path)
    if (state) leaveState(draft, state)
  }
  draft.ended = true
  draft.outcome = outcome
  return finishStep(draft, values)
}

function holdsAtAnEnd({ process }: Draft, invariant: CheckedInvariant): boolean {
  return invariant.in.some((path) => {
    const state = process.states.get(path)
    return state?.kind === 'final' && state.parent === ''
  })
}
