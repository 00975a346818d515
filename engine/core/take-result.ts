import type { JsonObject } from '../errors/index.js'
import { openWay } from './choose-ways.js'
import type { Command, InvocationOutcome } from './command.js'
import type { Draft } from './draft.js'
import { closeStep, finishStep } from './finish-step.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { walkOn } from './walk.js'
import { internalEvent, waysAt } from './ways.js'

type Result = Extract<Command, { kind: 'result' }>

/**
 * The result of outside work moves the case by `onDone` or `onError`; one that belongs to an earlier visit, or comes
 * twice, is noted and ignored. Where no branch is open the result is noted and the case stays.
 */
export function takeResult(draft: Draft, values: StepValues, { invocation, outcome }: Result): Advanced {
  const work = draft.invocations.find((one) => one.id === invocation)
  if (!work || draft.visitOf(work.state) !== work.visit) {
    draft.note('result-ignored', { invocation, ok: outcome.ok })
    return closeStep(draft, values)
  }
  draft.invocations = draft.invocations.filter((one) => one !== work)
  const answer = outcome.ok ? outcome.output : failureOf(outcome)
  draft.event = answer
  const key = outcome.ok ? 'invoke.onDone' : 'invoke.onError'
  const way = openWay(values, waysAt(draft.process, work.state).internal.get(key) ?? [])
  const { state, visit } = work
  draft.note('result-taken', { invocation, state, visit, ok: outcome.ok, answer, taken: way !== undefined })
  if (!way) return closeStep(draft, values)
  walkOn(draft, values, internalEvent(state, key), [way])
  return finishStep(draft, values)
}

function failureOf({ message, code, details }: Extract<InvocationOutcome, { ok: false }>): JsonObject {
  return { message, ...(code !== undefined && { code }), ...(details && { details }) }
}
