import type { Cast } from '../../definition/checked-workflows.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'

/**
 * Payload of a story in the form the engine takes: dotted names become parts of objects, and a text that names a
 * thing of the cast becomes that thing where the case holds an object.
 */
export function storyPayload(
  written: { readonly [path: string]: unknown },
  cast: Cast,
  holdsObject: (path: string) => boolean,
): JsonObject {
  const payload: JsonObject = {}
  for (const [path, value] of Object.entries(storyChanges(written, cast, holdsObject)))
    setAt(payload, path.split('.'), value)
  return payload
}

/** The same with dotted names kept, so that a correction of one part leaves the others as they are. */
export function storyChanges(
  written: { readonly [path: string]: unknown },
  cast: Cast,
  holdsObject: (path: string) => boolean,
): { readonly [path: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(written).map(([path, value]) => [path, thing(path, value as JsonValue)]),
  )

  function thing(path: string, value: JsonValue): JsonValue {
    if (typeof value !== 'string' || !holdsObject(path) || !Object.hasOwn(cast.things, value)) return value
    return cast.things[value] ?? value
  }
}

function setAt(target: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    target[name] = value
    return
  }
  const existing = target[name]
  const inner =
    existing !== null && typeof existing === 'object' && !Array.isArray(existing) ? { ...existing } : {}
  setAt(inner, rest, value)
  target[name] = inner
}
