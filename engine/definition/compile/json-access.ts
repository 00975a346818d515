import type { JsonObject, JsonValue } from '../../errors/json.js'

/**
 * Reading of long forms whose faulty parts were left out: what is not there, or is not what the schema says, reads
 * as empty. Only own members count, since names such as `constructor` are allowed.
 */
export function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** The object under a key, or an empty one. */
export function objectAt(value: JsonValue | undefined, key: string): JsonObject {
  const found = member(value, key)
  return isObject(found) ? found : {}
}

/** The list under a key, or an empty one. */
export function listAt(value: JsonValue | undefined, key: string): readonly JsonValue[] {
  const found = member(value, key)
  return Array.isArray(found) ? found : []
}

/** The text under a key. */
export function textAt(value: JsonValue | undefined, key: string): string | undefined {
  const found = member(value, key)
  return typeof found === 'string' ? found : undefined
}

/** The texts of a list under a key; `undefined` when there is no list, which is not the same as an empty one. */
export function textsAt(value: JsonValue | undefined, key: string): readonly string[] | undefined {
  const found = member(value, key)
  if (!Array.isArray(found)) return undefined
  return found.filter((item) => typeof item === 'string')
}

/** Whether a value is a JSON object (no list, not `null`). */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Members of an object under a key, in document order, with those that are objects themselves. */
export function objectsAt(
  value: JsonValue | undefined,
  key: string,
): readonly (readonly [string, JsonObject])[] {
  return Object.entries(objectAt(value, key)).flatMap(([name, inner]) =>
    isObject(inner) ? [[name, inner] as const] : [],
  )
}
