import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isObject } from './json-access.js'

/** Keys whose members are names people chose, `source` possibly among them. */
const namedMembers = new Set([
  'parameters',
  'fields',
  'also',
  'of',
  'forms',
  'decisions',
  'in',
  'out',
  'events',
  'states',
  'on',
  'after',
  'deadlines',
  'invariants',
])

/** Keys whose content is data. */
const verbatim = new Set([
  'assign',
  'append',
  'update',
  'remove',
  'input',
  'when',
  'then',
  'default',
  'schema',
  'retry',
])

/** A long form without the `source` of its parts: where a rule comes from does not decide what it says. */
export function withoutSources(value: JsonValue, areNames = false): JsonValue {
  if (Array.isArray(value)) return value.map((each) => withoutSources(each))
  if (!isObject(value)) return value
  const kept: JsonObject = {}
  for (const key of Object.keys(value)) {
    const inner = value[key]
    if (inner === undefined || (key === 'source' && !areNames)) continue
    kept[key] =
      !areNames && verbatim.has(key) ? inner : withoutSources(inner, !areNames && namedMembers.has(key))
  }
  return kept
}
