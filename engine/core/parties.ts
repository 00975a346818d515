import type { Draft } from './draft.js'
import type { InstanceRecord } from './record.js'
import { failureReason, StepRefused } from './refusals.js'
import type { StepValues } from './step-values.js'

/**
 * Which party each outside role is in the case, as its data say now. A role whose party is not known yet is left out;
 * what cannot be worked out refuses the step.
 */
export function partiesNow({ process }: Draft, values: StepValues): NonNullable<InstanceRecord['parties']> {
  const parties: { [role: string]: string } = {}
  for (const { role, is } of process.parties.values()) {
    const result = values.evaluate(is)
    if (result.ok) {
      if (typeof result.value === 'string' && result.value !== '') parties[role] = result.value
    } else if (result.failure.code !== 'field-missing')
      throw new StepRefused([failureReason(process, result.failure, { state: '', expression: is.source })])
  }
  return parties
}
