import type { JsonObject, JsonValue } from '../errors/json.js'
import { formatInstant } from '../time/format-instant.js'
import { isDate } from '../time/date.js'
import { parseInstant } from '../time/parse-instant.js'
import { failed } from './evaluation-stop.js'
import type { ValueType } from './expression.js'
import { toFen, toYuan } from './money.js'
import { typeName } from './value-types.js'
import { spend, type Work } from './work.js'

/**
 * A value while an expression is evaluated. Its type is known from checking: an integer is a bigint, money a bigint
 * of fen, a number a number, a date-time a number of milliseconds, a date, choice, text or duration a string. Objects
 * and values of unknown type stay the JSON they are; their parts are converted when they are read.
 */
export type Value = string | number | bigint | boolean | null | JsonObject | readonly Value[]

/** Longest text an expression reads; more is a failure, so that no expression can be made slow by its data. */
const longestText = 100_000

/** Converts a JSON value of a declared type. A value that does not fit its type is a failure, never a guess. */
export function fromJson(type: ValueType, json: JsonValue, path: string): Value {
  switch (type.kind) {
    case 'text':
    case 'choice':
    case 'duration':
      if (typeof json === 'string' && json.length <= longestText) return json
      break
    case 'integer':
      if (typeof json === 'number' && Number.isSafeInteger(json)) return BigInt(json)
      break
    case 'number':
      if (typeof json === 'number' && Number.isFinite(json)) return json
      break
    case 'boolean':
      if (typeof json === 'boolean') return json
      break
    case 'money':
      if (typeof json === 'number') return toFen(json)
      break
    case 'date':
      if (typeof json === 'string' && isDate(json)) return json
      break
    case 'date-time':
      return instantFromJson(json, path)
    case 'list':
      return listFromJson(type, json, path)
    case 'object':
      if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json
      break
    case 'any':
      return json
  }
  throw unfit(type, json, path)
}

/** Guards read the same few points in time again and again. A full memory is emptied; results stay the same. */
const instantsKept = 1_000
const instants = new Map<string, number>()

function instantFromJson(json: JsonValue, path: string): Value {
  if (typeof json !== 'string') throw unfit({ kind: 'date-time' }, json, path)
  const known = instants.get(json)
  if (known !== undefined) return known
  const at = parseInstant(json)
  if (at === undefined) throw unfit({ kind: 'date-time' }, json, path)
  if (instants.size >= instantsKept) instants.clear()
  instants.set(json, at)
  return at
}

function listFromJson(type: Extract<ValueType, { kind: 'list' }>, json: JsonValue, path: string): Value {
  if (!Array.isArray(json)) throw unfit(type, json, path)
  // The schema says so too, but only after the expressions of the step have run.
  if (json.length > type.maxItems)
    throw failed(`Expected at most ${type.maxItems} items in '${path}', but found ${json.length}.`)
  return json.map((item, index) => fromJson(type.of, item, `${path}[${index}]`))
}

/** Converts a value back to JSON. A whole number beyond what JSON keeps exactly is a failure. */
export function toJson(type: ValueType, value: Value): JsonValue {
  switch (type.kind) {
    case 'integer':
      return integerToJson(value as bigint)
    case 'number':
      if (Number.isFinite(value)) return value as number
      throw failed('Expected a number, but the result is too large or undefined.')
    case 'money':
      return toYuan(value as bigint)
    case 'date-time':
      return formatInstant(value as number)
    case 'list':
      return (value as readonly Value[]).map((item) => toJson(type.of, item))
    case 'text':
    case 'choice':
    case 'duration':
    case 'boolean':
    case 'date':
    case 'object':
    case 'any':
      return value as JsonValue
  }
}

function integerToJson(value: bigint): number {
  const json = Number(value)
  if (!Number.isSafeInteger(json)) throw failed(`Expected a whole number, but ${value} is too large.`)
  return json
}

function unfit(type: ValueType, json: JsonValue, path: string): Error {
  if (typeof json === 'string' && json.length > longestText)
    return failed(`Expected at most ${longestText} characters in '${path}', but found ${json.length}.`)
  return failed(`Expected ${typeName(type)} in '${path}', but found ${kindOfJson(json)}.`)
}

/** What a JSON value is, for messages. The value itself is left out, since it may be personal. */
function kindOfJson(json: JsonValue): string {
  if (json === null) return 'null'
  if (Array.isArray(json)) return 'a list'
  return typeof json === 'object' ? 'an object' : `a ${typeof json}`
}

/** Own property of a JSON object, `undefined` when it is absent or null: there is no null in case data. */
export function part(json: Value | undefined, key: string): JsonValue | undefined {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, key)) return undefined
  return (json as JsonObject)[key] ?? undefined
}

/** Deep equality of two values of comparable types; 2 and 2.0 are equal. Lists and objects pay for their parts. */
export function equal(first: Value, second: Value, work: Work): boolean {
  if (first === second) return true
  // Integer and number meet here: 2n == 2 holds, 2n === 2 does not.
  if (typeof first !== typeof second && isNumber(first) && isNumber(second))
    return !(first < second || first > second)
  if (typeof first !== 'object' || typeof second !== 'object' || !first || !second) return false
  spend(work, 1)
  if (Array.isArray(first) || Array.isArray(second)) return equalLists(first, second, work)
  const keys = Object.keys(first).filter((key) => part(first, key) !== undefined)
  const others = Object.keys(second).filter((key) => part(second, key) !== undefined)
  return (
    keys.length === others.length &&
    keys.every(
      (key) => Object.hasOwn(second, key) && equal(part(first, key) ?? null, part(second, key) ?? null, work),
    )
  )
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function equalLists(first: object, second: object, work: Work): boolean {
  if (!Array.isArray(first) || !Array.isArray(second) || first.length !== second.length) return false
  return first.every((item, index) => equal(item as Value, (second as Value[])[index] ?? null, work))
}
