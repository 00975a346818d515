import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isDate, parseInstant } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import { checkAgainstSchema } from './schema-escape.js'
import { choiceOptions, defaultMaxLength, maxItemsOf, type FieldNode } from './field-node.js'
import { isObject, member } from './json-access.js'
import { linearPattern } from './linear-pattern.js'
import { nearestName } from './problem-log.js'
import { dotted, shownValue, type ValueFault } from './value-fault.js'

/** Largest amount of money, in yuan, that keeps its two decimals exactly. */
export const largestAmount = 1_000_000_000_000

/** Deepest nesting of a value that is looked at. */
const deepest = 40

/** What a value must be, with the sentence's second half when it is not. */
interface Expectation {
  readonly code: 'wrong-type' | 'wrong-value'
  readonly expected: string
  readonly nearest?: string
}

interface Checking {
  readonly path: ValuePath
  /** Name shown for the value that was handed in. */
  readonly root: string
  readonly personal: boolean
}

/**
 * Checks a value against a field's definition. Agrees with the JSON Schema of `fieldSchema`; says it in people's
 * words, one fault per place. `required` parts must be there; `null` is never a value.
 */
export function checkValue(node: FieldNode, value: JsonValue): readonly ValueFault[] {
  return check(node, value, { path: [], root: node.name, personal: false })
}

/** Checks the named parts of an object; `complete` says whether required parts must be there. */
export function checkParts(
  parts: ReadonlyMap<string, FieldNode>,
  value: JsonObject,
  options: { readonly complete: boolean },
): readonly ValueFault[] {
  return checkObject(parts, value, { path: [], root: '', personal: false, complete: options.complete })
}

function check(node: FieldNode, value: JsonValue, at: Checking): readonly ValueFault[] {
  const here = { ...at, personal: at.personal || node.definition['personal'] === true }
  const wrong = mistaken(node, value)
  if (wrong) return [fault(here, value, wrong)]
  if (here.path.length > deepest) return [fault(here, value, tooDeep)]
  const escape = member(node.definition, 'schema')
  const inner = Array.isArray(value)
    ? checkItems(node, value, here)
    : isObject(value)
      ? checkMembers(node, value, here)
      : []
  if (inner.length > 0 || !isObject(escape)) return inner
  return checkAgainstSchema(escape, value).map(({ path, message }) =>
    schemaFault({ ...here, path: [...here.path, ...path] }, message),
  )
}

function checkItems(node: FieldNode, value: JsonValue[], at: Checking): readonly ValueFault[] {
  const { item } = node
  if (!item) return plainFaults(value, at)
  return value.flatMap((each, index) => check(item, each, { ...at, path: [...at.path, index] }))
}

function checkMembers(node: FieldNode, value: JsonObject, at: Checking): readonly ValueFault[] {
  if (node.type.kind !== 'object') return plainFaults(value, at)
  return checkObject(node.parts, value, { ...at, complete: true })
}

function checkObject(
  parts: ReadonlyMap<string, FieldNode>,
  value: JsonObject,
  at: Checking & { readonly complete: boolean },
): readonly ValueFault[] {
  const { complete, ...checking } = at
  const present = Object.entries(value).flatMap(([name, inner]) => {
    const part = parts.get(name)
    const here = { ...checking, path: [...at.path, name] }
    return part ? check(part, inner, here) : [unknownPart(here, name, parts.keys())]
  })
  const missing = [...parts.values()]
    .filter((part) => complete && part.required && !Object.hasOwn(value, part.name))
    .map((part) => missingPart({ ...checking, path: [...at.path, part.name] }))
  return [...present, ...missing]
}

/** A value without a definition of its own may be anything but `null`, at any depth. */
function plainFaults(value: JsonValue, at: Checking): readonly ValueFault[] {
  if (value === null) return [fault(at, value, { code: 'wrong-type', expected: 'a value, or to be left out' })]
  if (at.path.length > deepest) return [fault(at, value, tooDeep)]
  if (Array.isArray(value))
    return value.flatMap((each, index) => plainFaults(each, { ...at, path: [...at.path, index] }))
  if (isObject(value))
    return Object.entries(value).flatMap(([name, each]) =>
      plainFaults(each, { ...at, path: [...at.path, name] }),
    )
  return []
}

const tooDeep: Expectation = { code: 'wrong-value', expected: `at most ${deepest} levels inside one another` }

/** What the value itself should have been; `undefined` when it is right, its parts and items aside. */
function mistaken(node: FieldNode, value: JsonValue): Expectation | undefined {
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
  if (definition['type'] === 'object' && !isObject(value)) return { code: 'wrong-type', expected: 'an object' }
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
  const length = [...value].length
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

function nameOf({ root, path }: Checking): string {
  return dotted(root === '' ? path : [root, ...path])
}

function fault(at: Checking, value: JsonValue, { code, expected, nearest }: Expectation): ValueFault {
  const found = shownValue(value, at.personal)
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  return {
    code,
    path: at.path,
    message: `Expected '${nameOf(at)}' to be ${expected}, but found ${found}.${hint}`,
    expected,
    found,
    ...(nearest !== undefined && { nearest }),
  }
}

function unknownPart(at: Checking, name: string, known: Iterable<string>): ValueFault {
  const nearest = nearestName(name, known)
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  return {
    code: 'unknown-key',
    path: at.path,
    message: `Expected only known fields, but found '${nameOf(at)}'.${hint}`,
    found: name,
    ...(nearest !== undefined && { nearest }),
  }
}

function missingPart(at: Checking): ValueFault {
  return {
    code: 'missing-key',
    path: at.path,
    message: `Expected '${nameOf(at)}' to be given, but it is missing.`,
    expected: nameOf(at),
  }
}

function schemaFault(at: Checking, message: string): ValueFault {
  return {
    code: 'wrong-value',
    path: at.path,
    message: `Expected '${nameOf(at)}' to fit its schema, but it ${message}.`,
  }
}
