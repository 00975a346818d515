import { listAt, mapAt, scalarAt, type SourceNode, type Span } from '../parse/source-node.js'
import type { ShapeFault } from './regroup-errors.js'
import { resolveSchema } from './resolve-schema.js'
import type { SchemaNode } from './schema-node.js'
import { findNode } from './tree-access.js'

/**
 * Takes faulty parts out of a tree, so that what is left has the shape its schema promises and later checks see the
 * rest. A missing list or map becomes an empty one, a missing text a dash, and at the top a placeholder.
 */
export function cutFaults(root: SourceNode, faults: readonly ShapeFault[], document: SchemaNode): void {
  const doomed: SourceNode[] = []
  // Deepest first, so that a filled or cut child is settled before its parent.
  for (const fault of faults) {
    const { node, whole } = findNode(root, fault.path)
    if (!whole) continue
    if (fault.kind === 'missing-key') {
      if (!fillMissing(node, fault, document)) doomed.push(node)
    } else if (fault.key !== undefined && node.kind === 'map') {
      node.entries.delete(fault.key)
      node.faulty.add(fault.key)
    } else doomed.push(node)
  }
  const gone = new Set(doomed)
  gone.delete(root)
  if (gone.size > 0) removeNodes(root, gone)
}

/** Stands in for a text that was told to be missing. It has no words, so nobody asks for its translation. */
const noText = '—'

function fillMissing(node: SourceNode, { key, path, schema }: ShapeFault, document: SchemaNode): boolean {
  if (node.kind !== 'map' || key === undefined) return false
  const other = node.entries.get(key === 'en' ? 'zh-CN' : 'en')
  const property = schema.properties?.[key]
  const wanted = property && resolveSchema(document, property, key).schema
  const filled =
    other && (key === 'en' || key === 'zh-CN')
      ? scalarAt(noText, node.span)
      : (emptyOf(wanted, node.span) ?? (path.length === 0 ? placeholder(wanted, node.span) : undefined))
  if (!filled) return false
  node.entries.set(key, { key, keySpan: node.span, value: filled })
  return true
}

function emptyOf(schema: SchemaNode | undefined, span: Span): SourceNode | undefined {
  if (schema?.minItems ?? schema?.minProperties) return undefined
  if (schema?.type === 'array') return listAt([], span)
  // A text has no empty form that its readers could take for one.
  if (schema?.type === 'object' && !schema.properties?.['en']) return mapAt(span, [])
  return undefined
}

/** Something that fits where a document lacks a text at its top, so that the rest of it can be checked. */
function placeholder(schema: SchemaNode | undefined, span: Span): SourceNode | undefined {
  const value = scalarAt(schema?.enum?.[0] ?? 'x', span)
  if (schema?.type === 'string') return value
  if (!schema?.properties?.['en']) return undefined
  return mapAt(span, [
    ['zh-CN', value],
    ['en', value],
  ])
}

function removeNodes(node: SourceNode, gone: ReadonlySet<SourceNode>): void {
  if (node.kind === 'list') {
    const kept = node.items.filter((item) => !gone.has(item))
    node.items.splice(0, node.items.length, ...kept)
    for (const item of kept) removeNodes(item, gone)
  } else if (node.kind === 'map') {
    for (const [key, entry] of node.entries) {
      if (gone.has(entry.value)) {
        node.entries.delete(key)
        node.faulty.add(key)
      } else removeNodes(entry.value, gone)
    }
  }
}
