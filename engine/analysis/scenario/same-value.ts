import { canonicalJson, type JsonObject, type JsonValue } from '../../errors/index.js'
import type { FieldType, ValueType } from '../../expression/expression.js'
import { parseInstant } from '../../time/index.js'

/** The type of the value under a dotted path of a case's data; `undefined` where nothing is known of it. */
export function typeAt(data: { readonly [name: string]: FieldType }, path: string): ValueType | undefined {
  let fields = data
  let type: ValueType | undefined
  for (const name of path.split('.')) {
    type = Object.hasOwn(fields, name) ? fields[name]?.type : undefined
    fields = type?.kind === 'object' ? type.fields : {}
  }
  return type
}

/** Whether two values of a type are the same. Moments are, whatever offset they are written with. */
export function isSameValue(one: JsonValue, other: JsonValue, type: ValueType | undefined): boolean {
  return canonicalJson(comparable(one, type)) === canonicalJson(comparable(other, type))
}

function comparable(value: JsonValue, type: ValueType | undefined): JsonValue {
  if (type?.kind === 'date-time') return typeof value === 'string' ? (parseInstant(value) ?? value) : value
  if (type?.kind === 'list' && Array.isArray(value)) return value.map((item) => comparable(item, type.of))
  if (type?.kind !== 'object' || value === null || typeof value !== 'object' || Array.isArray(value))
    return value
  const parts = Object.entries(value).map(([name, part]): [string, JsonValue] => [
    name,
    comparable(part, typeAt(type.fields, name)),
  ])
  return Object.fromEntries(parts) satisfies JsonObject
}
