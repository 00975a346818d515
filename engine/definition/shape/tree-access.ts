import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { ValuePath } from '../document.js'
import type { MapEntry, SourceNode } from '../parse/source-node.js'

/** How far a path leads into a tree. */
export interface Found {
  /** The value at the path, or the nearest one above it. */
  readonly node: SourceNode
  /** The entry that holds `node`, if a map does. */
  readonly entry: MapEntry | undefined
  /** Whether the whole path is there. */
  readonly whole: boolean
}

/** Walks a path as far as it leads. */
export function findNode(root: SourceNode, path: ValuePath): Found {
  let node = root
  let entry: MapEntry | undefined
  for (const step of path) {
    if (node.kind === 'map') {
      const next = node.entries.get(String(step))
      if (!next) return { node, entry, whole: false }
      entry = next
      node = next.value
    } else {
      const next = node.kind === 'list' ? node.items[Number(step)] : undefined
      if (!next) return { node, entry, whole: false }
      entry = undefined
      node = next
    }
  }
  return { node, entry, whole: true }
}

/** The tree as plain JSON. */
export function toJson(node: SourceNode): JsonValue {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toJson)
  return mapToJson(node)
}

/** A map as plain JSON. Keys such as `__proto__` never get this far. */
export function mapToJson(node: SourceNode & { kind: 'map' }): JsonObject {
  const result: JsonObject = {}
  for (const { key, value } of node.entries.values()) result[key] = toJson(value)
  return result
}
