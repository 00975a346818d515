import type { JsonObject, JsonValue } from '../../../errors/json.js'
import type { ValuePath } from '../../document.js'

/** An action as it is written in the long form. */
export interface WrittenAction {
  readonly path: ValuePath
  readonly value: JsonObject
}

const listsOfActions = new Set(['entry', 'exit', 'actions', 'do'])
/** Values under these keys are data or texts of the owner's: what looks like an action there is none. */
const notFlow = new Set([
  'fields',
  'forms',
  'decisions',
  'parameters',
  'invariants',
  'events',
  'title',
  'description',
])

/** Members of these are named by the owner, whose names may be spelt like a key of the language. */
const nameMaps = new Set<string | number>(['on', 'deadlines', 'after', 'states'])

/** Several rules ask, and each process asks about all others. */
const known = new WeakMap<JsonObject, readonly WrittenAction[]>()

/** Every action of the process file, in document order, wherever actions may stand. */
export function writtenActions(value: JsonObject): readonly WrittenAction[] {
  const found = known.get(value) ?? findActions(value)
  known.set(value, found)
  return found
}

function findActions(value: JsonObject): readonly WrittenAction[] {
  const found: WrittenAction[] = []
  for (const key of nameMaps) collect(value[key], { path: [key], named: true }, found)
  return found
}

interface Place {
  readonly path: ValuePath
  /** Whether the keys here are the owner's names. A map of names never stands directly inside another. */
  readonly named: boolean
}

function collect(value: JsonValue | undefined, { path, named }: Place, found: WrittenAction[]): void {
  if (value === undefined || value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      collect(item, { path: [...path, index], named: false }, found)
    return
  }
  for (const [key, child] of Object.entries(value)) {
    if (!named && notFlow.has(key)) continue
    const here = [...path, key]
    if (!named && listsOfActions.has(key) && Array.isArray(child)) addListed(child, here, found)
    else collect(child, { path: here, named: !named && nameMaps.has(key) }, found)
  }
}

function addListed(actions: readonly JsonValue[], path: ValuePath, found: WrittenAction[]): void {
  for (const [index, action] of actions.entries())
    if (action !== null && typeof action === 'object' && !Array.isArray(action))
      found.push({ path: [...path, index], value: action })
}
