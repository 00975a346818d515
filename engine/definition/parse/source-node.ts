/** Part of a file, in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** How a scalar was written, so that a part of its value can be found in the file. */
export interface WrittenScalar {
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** Raw text between (and with) quotes; of a block scalar the lines below its header. */
  readonly source: string
  /** Where `source` begins in the file. */
  readonly start: number
  /** Of a block scalar: indentation of the collection it stands in, and the digit of its header. */
  readonly indent?: number
}

export interface ScalarNode {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly span: Span
  /** Absent where the value does not stand in the file as it is. */
  readonly written?: WrittenScalar
}

export interface ListNode {
  readonly kind: 'list'
  readonly items: SourceNode[]
  readonly span: Span
}

export interface MapEntry {
  readonly key: string
  readonly keySpan: Span
  readonly value: SourceNode
}

/** Entries in document order. `faulty` names keys whose values were left out because they could not be read. */
export interface MapNode {
  readonly kind: 'map'
  readonly entries: Map<string, MapEntry>
  readonly faulty: Set<string>
  readonly span: Span
}

/** A value with its place in the file. Short forms are expanded, and faulty parts cut, on this tree. */
export type SourceNode = ScalarNode | ListNode | MapNode

/** A scalar that stands for something written at `span`. */
export const scalarAt = (value: ScalarNode['value'], span: Span): ScalarNode => ({
  kind: 'scalar',
  value,
  span,
})

/** A list that was not written as one. */
export const listAt = (items: SourceNode[], span: Span): ListNode => ({ kind: 'list', items, span })

/** A map that was not written as one. The keys' place is the map's unless an entry says otherwise. */
export function mapAt(span: Span, entries: readonly (readonly [string, SourceNode, Span?])[]): MapNode {
  return {
    kind: 'map',
    span,
    faulty: new Set(),
    entries: new Map(entries.map(([key, value, keySpan]) => [key, { key, keySpan: keySpan ?? span, value }])),
  }
}

/** Renames an entry, keeping its place in the order. The value may change with it. */
export function replaceEntry(map: MapNode, key: string, by: { key: string; value: SourceNode }): void {
  const entries = [...map.entries.values()]
  map.entries.clear()
  for (const entry of entries) {
    const next = entry.key === key ? { ...entry, key: by.key, value: by.value } : entry
    map.entries.set(next.key, next)
  }
}
