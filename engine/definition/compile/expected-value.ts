import { nearestName } from '../../errors/nearest-name.js'
import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isDate, parseInstant } from '../../time/index.js'
import { bilingualAt } from './bilingual-text.js'
import { expectations, limits, oneOf, wrongValue, type Expectation } from './expectation.js'
import { choiceOptions, defaultMaxLength, maxItemsOf, type FieldNode } from './field-node.js'
import { isObject, objectAt } from './json-access.js'
import { linearPattern } from './linear-pattern.js'
import { withTitle } from './value-fault.js'

/** Largest amount of money, in yuan, that keeps its two decimals exactly. */
export const largestAmount = 1_000_000_000_000

/** What the value itself should have been; `undefined` when it is right, its parts and items aside. */
export function mistaken(node: FieldNode, value: JsonValue): Expectation | undefined {
  const { definition, type } = node
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : expectations.boolean
    case 'integer':
      return Number.isSafeInteger(value) ? outOfRange(definition, value) : expectations.integer
    case 'number':
      return isNumber(value) ? outOfRange(definition, value) : expectations.number
    case 'money':
      return mistakenAmount(definition, value)
    case 'date':
      return typeof value === 'string' && isDate(value) ? undefined : ofKind(expectations.date, value)
    case 'date-time':
      return typeof value === 'string' && parseInstant(value) !== undefined
        ? undefined
        : ofKind(expectations.dateTime, value)
    case 'choice':
      return typeof value === 'string' && type.options.includes(value)
        ? undefined
        : mistakenChoice(definition, value)
    case 'list':
      return mistakenList(maxItemsOf(definition), value)
    case 'object':
      return isObject(value) ? undefined : expectations.parts
    case 'any':
      return mistakenAny(definition, value)
    case 'text':
    case 'duration':
      return mistakenText(definition, value)
  }
}

function mistakenAny(definition: JsonObject, value: JsonValue): Expectation | undefined {
  if (value === null) return expectations.value
  return definition['type'] === 'object' && !isObject(value) ? expectations.object : undefined
}

function mistakenAmount(definition: JsonObject, value: JsonValue): Expectation | undefined {
  if (!isNumber(value)) return expectations.amount
  if (Math.abs(value) > largestAmount)
    return wrongValue(`不得超过 ${largestAmount} 元`, `an amount of at most ${largestAmount} yuan`)
  const rounded = value.toFixed(2)
  if (Number(rounded) !== value)
    return { ...wrongValue('最多保留两位小数', 'an amount with at most two decimals'), nearest: rounded }
  return outOfRange(definition, value)
}

function mistakenText(definition: JsonObject, value: JsonValue): Expectation | undefined {
  if (typeof value !== 'string') return expectations.text
  const { minLength, maxLength, pattern } = definition
  const least = typeof minLength === 'number' ? minLength : 1
  const most = typeof maxLength === 'number' ? maxLength : defaultMaxLength
  const length = codePoints(value)
  if (length === 0 && least > 0) return expectations.filled
  if (length < least) return limits.shortest(least)
  if (length > most) return limits.longest(most)
  if (typeof pattern === 'string' && linearPattern(pattern)?.test(value) === false)
    return limits.pattern(pattern)
  return undefined
}

function mistakenChoice(definition: JsonObject, value: JsonValue): Expectation {
  const options = choiceOptions(definition)
  const titles = objectAt(definition, 'of')
  const wrong = ofKind(oneOf(options.map((option) => withTitle(option, bilingualAt(titles, option)))), value)
  const nearest = typeof value === 'string' ? nearestName(value, options) : undefined
  if (nearest === undefined) return wrong
  const nearestTitle = bilingualAt(titles, nearest)
  return { ...wrong, nearest, ...(nearestTitle && { nearestTitle }) }
}

function mistakenList(most: number, value: JsonValue): Expectation | undefined {
  if (!Array.isArray(value)) return expectations.list
  return value.length > most ? limits.mostItems(most) : undefined
}

function outOfRange(definition: JsonObject, value: JsonValue): Expectation | undefined {
  const { min, max } = definition
  if (typeof value !== 'number') return undefined
  if (typeof min === 'number' && value < min) return limits.atLeast(min)
  if (typeof max === 'number' && value > max) return limits.atMost(max)
  return undefined
}

function isNumber(value: JsonValue): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** Texts spell values of several kinds: only something else than a text is of the wrong kind. */
function ofKind(expectation: Expectation, value: JsonValue): Expectation {
  return { ...expectation, code: typeof value === 'string' ? 'wrong-value' : 'wrong-type' }
}

/** Characters as JSON Schema counts them. */
function codePoints(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1)
    count += 1
  return count
}
