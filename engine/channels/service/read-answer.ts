import type { JsonObject, JsonValue } from '../../errors/index.js'
import { isPlainObject } from '../check-options.js'
import { DeliveryFailed } from '../delivery-failed.js'

/** As deep as the bodies of requests may be, so that nothing that walks it later runs out of stack. */
const deepest = 64

/**
 * The output in an answer: the object itself, another JSON value under `value`, nothing for an empty answer. Throws
 * `DeliveryFailed('answer-invalid')`, permanent, for what is no JSON, is nested deeper than 64, or holds what cannot be
 * stored: a NUL character or a member called `__proto__`.
 */
export function readAnswer(body: string): JsonObject {
  if (body.trim() === '') return {}
  let value: JsonValue
  try {
    value = JSON.parse(body) as JsonValue
  } catch {
    throw wrongAnswer('JSON', 'something else')
  }
  checkStorable(value)
  return isPlainObject(value) ? value : { value }
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

/** Walks with a list of its own: a stack would be what a deep answer is after. */
function checkStorable(answer: JsonValue): void {
  const open: { readonly value: JsonValue; readonly depth: number }[] = [{ value: answer, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && value.includes('\0'))
      throw wrongAnswer('text without NUL', 'a NUL character')
    if (typeof value !== 'object' || value === null) continue
    if (depth > deepest) throw wrongAnswer(`at most ${deepest} levels`, 'more')
    const names = Array.isArray(value) ? [] : Object.keys(value)
    if (names.some((name) => name === '__proto__' || name.includes('\0')))
      throw wrongAnswer('plain names of members', "'__proto__' or a NUL character")
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 })
  }
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
