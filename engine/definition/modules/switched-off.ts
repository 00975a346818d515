import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isObject, member, objectsAt } from '../compile/json-access.js'

/**
 * A resolved process without the deadlines, notices and invariants of modules whose switch is off. Notices leave a gap
 * filled with `null`, so that those behind keep their places.
 */
export function withoutSwitchedOff(resolved: JsonObject): JsonObject {
  let flow = resolved
  for (const [parameter, off] of objectsAt(resolved, 'switches')) {
    if (member(member(member(resolved, 'parameters'), parameter), 'value') === true) continue
    for (const [section, names] of Object.entries(off))
      if (Array.isArray(names)) flow = { ...flow, ...without(flow, section, names) }
  }
  return flow
}

function without(flow: JsonObject, section: string, names: readonly JsonValue[]): JsonObject {
  const parts = member(flow, section)
  if (Array.isArray(parts))
    return { [section]: parts.map((part, index) => (names.includes(index) ? null : part)) }
  if (!isObject(parts)) return {}
  return { [section]: Object.fromEntries(Object.entries(parts).filter(([name]) => !names.includes(name))) }
}
