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
  'output',
  'when',
  'then',
  'default',
  'schema',
  'retry',
  'with',
])

/**
 * Keys whose members or items keep their `source`: it is shown to people beside the date or the answer, so it belongs to
 * the version that gave them.
 */
const keepSource = new Set(['deadlines', 'notices', 'rules'])

/**
 * A long form without the `source` of its parts: where a rule comes from does not decide what it says. Deadlines, notices
 * and the rules of decisions keep theirs.
 */
export function withoutSources(value: JsonValue): JsonValue {
  return without(value, {})
}

interface Place {
  /** The keys are names people chose. */
  readonly areNames?: boolean
  /** What stands inside keeps its source. */
  readonly innerKeeps?: boolean
  /** Keeps its own source. */
  readonly keeps?: boolean
}

function without(
  value: JsonValue,
  { areNames = false, innerKeeps = false, keeps = false }: Place,
): JsonValue {
  if (Array.isArray(value)) return value.map((each) => without(each, { keeps: innerKeeps }))
  if (!isObject(value)) return value
  const kept: JsonObject = {}
  for (const key of Object.keys(value)) {
    const inner = value[key]
    if (inner === undefined || (key === 'source' && !areNames && !keeps)) continue
    const isKey = !areNames
    kept[key] =
      isKey && verbatim.has(key)
        ? inner
        : without(inner, {
            areNames: isKey && namedMembers.has(key),
            innerKeeps: isKey && keepSource.has(key),
            keeps: areNames && innerKeeps,
          })
  }
  return kept
}
