import type { JsonObject, JsonValue } from '../../errors/index.js'
import { isPlainObject } from '../check-options.js'
import { DeliveryFailed } from '../delivery-failed.js'
import { storableOutput } from '../storable-output.js'

/**
 * The output in an answer: the object itself, another JSON value under `value`, nothing for an empty answer. Throws
 * `DeliveryFailed('answer-invalid')`, permanent, for what is no JSON or cannot be stored.
 */
export function readAnswer(body: string): JsonObject {
  if (body.trim() === '') return {}
  const value = parsed(body)
  const storable = storableOutput(isPlainObject(value) ? value : { value })
  if (storable.ok) return storable.output
  throw wrongAnswer(storable.expected, storable.found)
}

function parsed(body: string): JsonValue {
  try {
    return JSON.parse(body) as JsonValue
  } catch {
    throw wrongAnswer('JSON', 'something else')
  }
}

/** The outputs that `paths` names. An output whose path is not in the answer is left out. */
export function pickOutputs(answer: JsonObject, paths: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(paths).flatMap(([output, path]) => {
      const value = path.split('.').reduce<JsonValue | undefined>(memberOf, answer)
      return value === undefined ? [] : [[output, value]]
    }),
  )
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function wrongAnswer(expected: string, found: string): DeliveryFailed {
  return new DeliveryFailed(
    'answer-invalid',
    `Expected the service to answer with ${expected}, but found ${found}.`,
    {
      permanent: true,
    },
  )
}
