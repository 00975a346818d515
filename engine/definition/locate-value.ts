import type { Place } from '../errors/problem.js'
import type { SourceDocument, ValuePath } from './document.js'
import { decodeScalar } from './parse/decode-scalar.js'
import type { ScalarNode, SourceNode, Span } from './parse/source-node.js'
import type { SourceText } from './parse/source-text.js'
import { findNode } from './shape/tree-access.js'

export type Locate = SourceDocument['locate']

/** Finds places of values of a tree, through whatever short forms it was expanded from. */
export function createLocate(root: SourceNode, source: SourceText): Locate {
  return (path, options = {}): Place => {
    const { node, entry, whole } = findNode(root, path)
    const written = options.key && entry && whole ? entry.keySpan : headOf(node, entry?.keySpan)
    const part = options.range && whole && node.kind === 'scalar' ? partOf(node, options.range) : undefined
    return source.placeOf(part ?? written, pathText(path))
  }
}

/** A map or list of many lines is marked by its key, which is what people look for. */
function headOf(node: SourceNode, keySpan: Span | undefined): Span {
  return node.kind === 'scalar' || !keySpan ? node.span : keySpan
}

const pathText = (path: ValuePath): string => path.join('.')

const decoded = new WeakMap<ScalarNode, readonly number[] | 'unknown'>()

/** Where a part of a text stands; `undefined` where that cannot be told. */
function partOf(node: ScalarNode, range: { readonly start: number; readonly end: number }): Span | undefined {
  if (!node.written || typeof node.value !== 'string') return undefined
  let offsets = decoded.get(node)
  if (!offsets) {
    offsets = decodeScalar(node.written, node.value) ?? 'unknown'
    decoded.set(node, offsets)
  }
  if (offsets === 'unknown') return undefined
  const start = offsets[Math.min(range.start, offsets.length - 1)]
  const end = offsets[Math.min(range.end, offsets.length - 1)]
  return start === undefined || end === undefined ? undefined : { start, end: Math.max(start, end) }
}
