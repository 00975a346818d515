import type { Draft } from './draft.js'
import type { StepValues } from './step-values.js'

/** How urgent the case is now, where its process says so. Refuses the step when that cannot be worked out. */
export function priorityNow({ process }: Draft, values: StepValues): number | undefined {
  const value = process.priority && values.valueOf(process.priority, '')
  return typeof value === 'number' ? value : undefined
}
