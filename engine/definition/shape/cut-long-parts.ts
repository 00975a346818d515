import type { SourceNode } from '../parse/source-node.js'
import type { ShapeFault } from './regroup-errors.js'
import { resolveSchema } from './resolve-schema.js'
import type { SchemaNode } from './schema-node.js'

/**
 * The lists and maps at the top of a document that have more entries than they may. `cut` takes out what is too much,
 * so that the entries themselves are looked at only in a number somebody may have written.
 */
export function findLongParts(
  root: SourceNode,
  document: SchemaNode,
): { readonly faults: readonly ShapeFault[]; readonly cut: () => void } {
  const found = (root.kind === 'map' ? [...root.entries.values()] : []).flatMap(({ key, value }) => {
    const property = document.properties?.[key]
    if (!property || value.kind === 'scalar') return []
    const { schema } = resolveSchema(document, property, key)
    const keyword = value.kind === 'list' ? 'maxItems' : 'maxProperties'
    const most = schema[keyword]
    const count = value.kind === 'list' ? value.items.length : value.entries.size
    if (most === undefined || count <= most) return []
    const fault = { kind: 'wrong-value', path: [key], keyword, demand: most, schema, silent: false } as const
    return [{ fault, cut: () => shorten(value, most) }]
  })
  return {
    faults: found.map(({ fault }) => fault),
    cut: () => {
      for (const one of found) one.cut()
    },
  }
}

function shorten(node: SourceNode, most: number): void {
  if (node.kind === 'list') node.items.length = most
  else if (node.kind === 'map')
    for (const key of [...node.entries.keys()].slice(most)) node.entries.delete(key)
}
