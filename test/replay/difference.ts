import type { JsonObject, JsonValue } from '../../engine/errors/index.js'

/** The first place where two values are not the same bytes, as JSON pointer with both values; `undefined` where none is. */
export function differenceOf(expected: JsonValue, found: JsonValue, path = ''): string | undefined {
  if (JSON.stringify(expected) === JSON.stringify(found)) return undefined
  if (Array.isArray(expected) && Array.isArray(found)) return inLists(expected, found, path)
  if (isObject(expected) && isObject(found)) return inObjects(expected, found, path)
  return `expected ${shown(expected)} at '${path}', but found ${shown(found)}`
}

function inLists(
  expected: readonly JsonValue[],
  found: readonly JsonValue[],
  path: string,
): string | undefined {
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const [one, other] = [expected[index], found[index]]
    if (one === undefined || other === undefined) return missing({ one, other, path: `${path}/${index}` })
    const difference = differenceOf(one, other, `${path}/${index}`)
    if (difference !== undefined) return difference
  }
  return undefined
}

function inObjects(expected: JsonObject, found: JsonObject, path: string): string {
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [one, other] = [expected[key], found[key]]
    if (one === undefined || other === undefined) return missing({ one, other, path: `${path}/${key}` })
    const difference = differenceOf(one, other, `${path}/${key}`)
    if (difference !== undefined) return difference
  }
  return `expected the keys of '${path}' in the order ${Object.keys(expected).join(', ')}, but found ${Object.keys(found).join(', ')}`
}

function missing(values: { one: JsonValue | undefined; other: JsonValue | undefined; path: string }): string {
  const { one, other, path } = values
  return `expected ${one === undefined ? 'nothing' : shown(one)} at '${path}', but found ${other === undefined ? 'nothing' : shown(other)}`
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
