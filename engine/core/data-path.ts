import type { JsonObject, JsonValue } from '../errors/index.js'

/** Value at a dotted path; `undefined` where some part of the way is absent. Lists are not entered. */
export function valueAt(data: JsonObject, path: string): JsonValue | undefined {
  // Most paths are one name: no list is made for those.
  if (!path.includes('.')) return Object.hasOwn(data, path) ? data[path] : undefined
  let value: JsonValue | undefined = data
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

/** A copy with the value at the path; missing parents are created, untouched parts are shared. */
export function withValue(data: JsonObject, path: string, value: JsonValue): JsonObject {
  // Most paths are one name: no list is made for those. A computed key also defines names such as `__proto__`.
  return path.includes('.') ? changed(data, path.split('.'), value) : { ...data, [path]: value }
}

/** A copy without the value at the path; the same object when there was none. */
export function withoutValue(data: JsonObject, path: string): JsonObject {
  return valueAt(data, path) === undefined ? data : changed(data, path.split('.'), undefined)
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function sameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  )
}

/** Whether one path lies at or below the other, in either direction. */
export function pathsTouch(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function changed(
  data: JsonObject,
  [name = '', ...rest]: readonly string[],
  value: JsonValue | undefined,
): JsonObject {
  const inner = Object.hasOwn(data, name) ? data[name] : undefined
  const next = rest.length === 0 ? value : changed(isObject(inner) ? inner : {}, rest, value)
  // A computed key also defines names such as `__proto__` instead of setting the prototype.
  if (next !== undefined) return { ...data, [name]: next }
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== name))
}
