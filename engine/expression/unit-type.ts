import type { JsonObject, JsonValue } from '../errors/json.js'
import type { FieldType, ValueType } from './expression.js'
import { boolean, date, integer, text } from './value-types.js'

/** An expression sees the newest repairs of a unit, and the first parts of each. The file keeps all of them. */
const mostRepairs = 200
const mostParts = 100

const repair: ValueType = {
  kind: 'object',
  fields: {
    instance: required(text),
    number: optional(text),
    fault: optional(text),
    startedOn: optional(date),
    finishedOn: optional(date),
    parts: required({ kind: 'list', of: text, maxItems: mostParts }),
    sameCustomer: optional(boolean),
  },
}

/**
 * What `unit` is in expressions: the file of the serial number the case is about. `known` is false where there is no
 * file or no serial number; then nothing else is there but an empty list and zeros.
 */
export const unitType: Extract<ValueType, { readonly kind: 'object' }> = {
  kind: 'object',
  fields: {
    known: required(boolean),
    serial: optional(text),
    model: optional(text),
    purchasedOn: optional(date),
    warrantyEndsOn: optional(date),
    repairs: required({ kind: 'list', of: repair, maxItems: mostRepairs }),
    repairedTimes: required(integer),
    repairDays: required(integer),
    replacedBy: optional(text),
    replaces: optional(text),
    exchangedOn: optional(date),
  },
}

/**
 * The file as expressions see it: lists are cut to what their types allow, so that no old unit fails a step. Repairs are
 * looked at only where they are read.
 */
export function seenUnit(file: JsonObject): JsonObject {
  const newest = (): JsonValue => {
    const { repairs } = file
    return Array.isArray(repairs) ? repairs.slice(-mostRepairs).map(withFewParts) : []
  }
  const seen = { ...Object.getOwnPropertyDescriptors(file), repairs: { enumerable: true, get: newest } }
  return Object.defineProperties({}, seen)
}

function withFewParts(each: JsonValue): JsonValue {
  if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
  const { parts } = each
  return Array.isArray(parts) && parts.length > mostParts
    ? { ...each, parts: parts.slice(0, mostParts) }
    : each
}

function required(type: ValueType): FieldType {
  return { type, required: true }
}

function optional(type: ValueType): FieldType {
  return { type, required: false }
}
