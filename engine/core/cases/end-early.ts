import type { CheckedInvariant } from '../../definition/checked-process.js'
import type { RefusalReason } from '../../errors/index.js'
import { Draft } from '../draft.js'
import { checkInvariant, finishStep } from '../finish-step.js'
import { StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import { StepValues } from '../step-values.js'
import { leaveState } from '../visit.js'
import { openPapers } from '../vouchers/index.js'

/**
 * Ends a case that comes to no final state. It has to leave things as it found them: what must be true in one of its
 * end states and was true before anything happened must be true now (the customer's goods are home), and no paper may
 * be out; else the step is refused. End states may demand the opposite of one another, so that not all of it counts.
 */
export function endEarly(draft: Draft, values: StepValues, outcome: 'cancelled' | 'merged-into'): Advanced {
  draft.event = undefined
  const reasons = [...leftBehind(draft, values), ...openPapers(draft)]
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

/** Invariants of end states that the case made untrue. */
function leftBehind(draft: Draft, values: StepValues): readonly RefusalReason[] {
  const atAnEnd = draft.process.invariants.filter((invariant) => holdsAtAnEnd(draft, invariant))
  if (atAnEnd.length === 0) return []
  const untouched = valuesAtFirst(draft)
  return atAnEnd.flatMap((invariant) => {
    const atFirst = untouched.evaluate(invariant.if)
    return atFirst.ok && atFirst.value === true ? (checkInvariant(draft, values, invariant) ?? []) : []
  })
}

/** The case with nothing but defaults, no papers and no visits: a draft that is read and thrown away. */
function valuesAtFirst({ process, facts, identity, at }: Draft): StepValues {
  const { id, number, createdAt, createdBy, origin } = identity
  const from = {
    ...{ id, createdAt, createdBy, data: process.defaults() },
    ...(number === undefined ? {} : { number }),
    ...(origin && { origin }),
  }
  return new StepValues(new Draft({ process, facts, at, from }))
}

function holdsAtAnEnd({ process }: Draft, invariant: CheckedInvariant): boolean {
  return invariant.in.some((path) => {
    const state = process.states.get(path)
    return state?.kind === 'final' && state.parent === ''
  })
}
