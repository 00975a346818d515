import type { CheckedValue } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import { StepRefused } from '../refusals.js'
import type { StepValues } from '../step-values.js'

/**
 * Values for another case. One that reads an absent answer is left out: whether it is needed is for the other case to
 * say, which refuses to begin without it.
 */
export function presentValues(
  values: StepValues,
  entries: readonly (readonly [name: string, value: CheckedValue])[],
  state: string,
  item?: JsonValue,
): JsonObject {
  const found: JsonObject = {}
  for (const [name, value] of entries) {
    const present = presentValue(values, value, state, item)
    if (present !== undefined) found[name] = present
  }
  return found
}

/** The value; `undefined` where an answer it reads is absent. */
export function presentValue(
  values: StepValues,
  value: CheckedValue,
  state: string,
  item?: JsonValue,
): JsonValue | undefined {
  try {
    return values.resolve(value, state, item)
  } catch (error) {
    if (error instanceof StepRefused && error.reasons.every(({ code }) => code === 'field-missing'))
      return undefined
    throw error
  }
}
