import { listAt, mapAt, scalarAt, type SourceNode, type Span } from '../parse/source-node.js'

/** A part of a long form as plain values, with written nodes in it. What is `undefined` is left out. */
export type Buildable =
  SourceNode | string | boolean | readonly Buildable[] | { readonly [key: string]: Buildable | undefined }

/** The tree of a part that was not written: everything in it that is no node has the place of what it comes from. */
export function buildNode(value: Buildable, span: Span): SourceNode {
  if (typeof value !== 'object') return scalarAt(value, span)
  if (isList(value))
    return listAt(
      value.map((item) => buildNode(item, span)),
      span,
    )
  if (isNode(value)) return value
  const entries = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [[key, buildNode(part, span)] as const],
  )
  return mapAt(span, entries)
}

const isList = (value: object): value is readonly Buildable[] => Array.isArray(value)

/** No part of a definition has a key `span`. */
const isNode = (value: object): value is SourceNode => 'span' in value

/** A text of both languages. */
export const bothTexts = (chinese: string, english: string): Buildable => ({ 'zh-CN': chinese, en: english })
