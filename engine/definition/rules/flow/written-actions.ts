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

/** Every action of the process file, in document order, wherever actions may stand. */
export function* writtenActions(value: JsonObject): Iterable<WrittenAction> {
  for (const key of ['on', 'deadlines', 'after', 'states'])
    if (value[key] !== undefined) yield* actionsIn(value[key], [key])
}

function* actionsIn(value: JsonValue, path: ValuePath): Iterable<WrittenAction> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* actionsIn(item, [...path, index])
    return
  }
  if (value === null || typeof value !== 'object') return
  for (const [key, child] of Object.entries(value)) {
    const here = [...path, key]
    // Below `on` and `states` the keys are names of the owner's, which may be spelt like a key of the language.
    const named = isNameMap(path)
    if (!named && notFlow.has(key)) continue
    if (!named && listsOfActions.has(key) && Array.isArray(child)) yield* listed(child, here)
    else yield* actionsIn(child, here)
  }
}

function* listed(actions: readonly JsonValue[], path: ValuePath): Iterable<WrittenAction> {
  for (const [index, action] of actions.entries())
    if (action !== null && typeof action === 'object' && !Array.isArray(action))
      yield { path: [...path, index], value: action }
}

function isNameMap(path: ValuePath): boolean {
  // A map of names never stands directly inside another, so the parity of the nesting decides.
  let named = false
  for (const key of path)
    named = !named && (key === 'on' || key === 'states' || key === 'deadlines' || key === 'after')
  return named
}
