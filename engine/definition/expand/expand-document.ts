import type { Problem } from '../../errors/problem.js'
import type { SourceNode, Span } from '../parse/source-node.js'
import type { SchemaNode } from '../shape/schema-node.js'
import { resolveSchema } from '../shape/resolve-schema.js'
import { checkText } from './check-text.js'
import { expandScalar } from './expand-scalar.js'
import { expansions } from './expansions.js'
import { listAt } from '../parse/source-node.js'
import type { ValuePath } from '../document.js'

/** What expansion tells: a fault it met on the way. `path` leads on from the value that is expanded. */
export type Report = (
  problem: Pick<Problem, 'code' | 'message'> & {
    readonly span: Span
    readonly hint?: string
    readonly path?: ValuePath
  },
) => void

/**
 * Turns short forms into the long one, guided by the schema: whatever has an expansion under the name of its
 * definition is expanded, a single item becomes a list, a number in the place of a text becomes the text as written.
 * Places stay with the values, so what was not written points at what it came from.
 */
export function expandDocument(root: SourceNode, schema: SchemaNode, report: Report): SourceNode {
  return new Expander(schema, report).expand(root, schema, schema.title ?? '') ?? root
}

class Expander {
  private readonly document: SchemaNode
  private readonly report: Report
  private readonly path: (string | number)[] = []

  constructor(document: SchemaNode, report: Report) {
    this.document = document
    this.report = ({ path = [], ...problem }) => {
      report({ ...problem, path: [...this.path, ...path] })
    }
  }

  /** `undefined` for a value that cannot be what was meant; it is told, and left out. */
  expand(node: SourceNode, schema: SchemaNode, name: string): SourceNode | undefined {
    const { schema: resolved, name: own } = resolveSchema(this.document, schema, name)
    const expanded = this.intoList(expansions[own]?.(node, this.report) ?? node, resolved)
    if (expanded.kind === 'scalar') {
      const scalar = expandScalar(expanded, resolved, this.report)
      return checkText(scalar, own === 'expression', this.report)
    }
    if (expanded.kind === 'list') {
      const items = expanded.items.map((item, index) =>
        this.within(index, () => this.expand(item, resolved.items ?? {}, '')),
      )
      return { ...expanded, items: items.filter((item) => item !== undefined) }
    }
    for (const [key, entry] of expanded.entries) {
      const value = this.within(key, () =>
        this.expand(entry.value, this.schemaOf(resolved, key, expanded), key),
      )
      if (value === entry.value) continue
      if (value) expanded.entries.set(key, { ...entry, value })
      else {
        expanded.entries.delete(key)
        expanded.faulty.add(key)
      }
    }
    return expanded
  }

  private within<T>(step: string | number, expand: () => T): T {
    this.path.push(step)
    const value = expand()
    this.path.pop()
    return value
  }

  /** A single item may stand where a list is expected. */
  private intoList(node: SourceNode, schema: SchemaNode): SourceNode {
    const wanted = schema.type === 'array' && node.kind !== 'list'
    return wanted && !(node.kind === 'scalar' && node.value === null) ? listAt([node], node.span) : node
  }

  private schemaOf(schema: SchemaNode, key: string, map: SourceNode): SchemaNode {
    const conditional = (schema.allOf ?? []).find(
      (part) => part.then?.properties?.[key] && this.holds(part.if, map),
    )
    if (conditional?.then?.properties?.[key]) return conditional.then.properties[key]
    const property = schema.properties?.[key]
    if (property) return property
    return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
  }

  private holds(condition: SchemaNode | undefined, map: SourceNode): boolean {
    if (map.kind !== 'map') return false
    return Object.entries(condition?.properties ?? {}).every(([key, wanted]) => {
      const value = map.entries.get(key)?.value
      return value?.kind === 'scalar' && value.value === wanted.const
    })
  }
}
