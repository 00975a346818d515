import { nearestName } from '../../errors/nearest-name.js'
import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isDate, parseInstant } from '../../time/index.js'
import { choiceOptions, defaultMaxLength, maxItemsOf, type FieldNode } from './field-node.js'
import { isObject } from './json-access.js'
import { linearPattern } from './linear-pattern.js'

/** Largest amount of money, in yuan, that keeps its two decimals exactly. */
export const largestAmount = 1_000_000_000_000

/** What a value must be, with the sentence's second half when it is not. */
export interface Expectation {
  readonly code: 'wrong-type' | 'wrong-value'
  readonly expected: string
  readonly nearest?: string
}

/** What the value itself should have been; `undefined` when it is right, its parts and items aside. */
export function mistaken(node: FieldNode, value: JsonValue): Expectation | undefined {
  const { definition, type } = node
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { code: 'wrong-type', expected: 'true or false' }
    case 'integer':
      return Number.isSafeInteger(value)
        ? outOfRange(definition, value)
        : { code: 'wrong-type', expected: 'a whole number' }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? outOfRange(definition, value)
        : { code: 'wrong-type', expected: 'a number' }
    case 'money':
      return mistakenAmount(definition, value)
    case 'date':
      return typeof value === 'string' && isDate(value)
        ? undefined
        : { code: ofText(value), expected: 'a date that exists, such as 2026-09-28' }
    case 'date-time':
      return typeof value === 'string' && parseInstant(value) !== undefined
        ? undefined
        : { code: ofText(value), expected: 'a time with its offset, such as 2026-09-28T09:30:00+08:00' }
    case 'choice':
      return mistakenChoice(choiceOptions(definition), value)
    case 'list':
      return mistakenList(maxItemsOf(definition), value)
    case 'object':
      return isObject(value) ? undefined : { code: 'wrong-type', expected: 'an object with its parts' }
    case 'any':
      return mistakenAny(definition, value)
    case 'text':
    case 'duration':
      return mistakenText(definition, value)
  }
}

function mistakenAny(definition: JsonObject, value: JsonValue): Expectation | undefined {
  if (value === null) return { code: 'wrong-type', expected: 'a value, or to be left out' }
  if (definition['type'] === 'object' && !isObject(value))
    return { code: 'wrong-type', expected: 'an object' }
  return undefined
}

function mistakenAmount(definition: JsonObject, value: JsonValue): Expectation | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { code: 'wrong-type', expected: 'an amount in yuan, such as 480.50' }
  if (Math.abs(value) > largestAmount)
    return { code: 'wrong-value', expected: `an amount of at most ${largestAmount} yuan` }
  if (Number(value.toFixed(2)) !== value)
    return {
      code: 'wrong-value',
      expected: 'an amount with at most two decimals',
      nearest: value.toFixed(2),
    }
  return outOfRange(definition, value)
}

function mistakenText(definition: JsonObject, value: JsonValue): Expectation | undefined {
  if (typeof value !== 'string') return { code: 'wrong-type', expected: 'a text' }
  const { minLength, maxLength, pattern } = definition
  const length = codePoints(value)
  const least = typeof minLength === 'number' ? minLength : 1
  const most = typeof maxLength === 'number' ? maxLength : defaultMaxLength
  if (length === 0 && least > 0)
    return { code: 'wrong-value', expected: 'a text that is not empty, or to be left out' }
  if (length < least) return { code: 'wrong-value', expected: `at least ${least} characters` }
  if (length > most) return { code: 'wrong-value', expected: `at most ${most} characters` }
  if (typeof pattern === 'string' && linearPattern(pattern)?.test(value) === false)
    return { code: 'wrong-value', expected: `a text that fits the pattern ${pattern}` }
  return undefined
}

function mistakenChoice(options: readonly string[], value: JsonValue): Expectation | undefined {
  if (typeof value === 'string' && options.includes(value)) return undefined
  const nearest = typeof value === 'string' ? nearestName(value, options) : undefined
  const listed = options.map((option) => `'${option}'`).join(', ')
  return { code: ofText(value), expected: `one of ${listed}`, ...(nearest !== undefined && { nearest }) }
}

function mistakenList(most: number, value: JsonValue): Expectation | undefined {
  if (!Array.isArray(value)) return { code: 'wrong-type', expected: 'a list' }
  return value.length > most ? { code: 'wrong-value', expected: `at most ${most} items` } : undefined
}

function outOfRange(definition: JsonObject, value: JsonValue): Expectation | undefined {
  const { min, max } = definition
  if (typeof value !== 'number') return undefined
  if (typeof min === 'number' && value < min) return { code: 'wrong-value', expected: `at least ${min}` }
  if (typeof max === 'number' && value > max) return { code: 'wrong-value', expected: `at most ${max}` }
  return undefined
}

function ofText(value: JsonValue): 'wrong-type' | 'wrong-value' {
  return typeof value === 'string' ? 'wrong-value' : 'wrong-type'
}

/** Characters as JSON Schema counts them. */
function codePoints(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1)
    count += 1
  return count
}
