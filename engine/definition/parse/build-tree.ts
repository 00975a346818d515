import {
  type Alias,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml'
import type { Problem } from '../../errors/problem.js'
import type { HealedText } from '../heal/healed-text.js'
import { maxAliasedValues, maxAliases, maxDepth } from './limits.js'
import {
  type MapEntry,
  type MapNode,
  type SourceNode,
  type Span,
  type WrittenScalar,
  scalarAt,
} from './source-node.js'
import type { SourceText } from './source-text.js'
import { unfitIn } from './unprintable.js'

/** What a document says, without the parts that cannot be read. */
export interface Tree {
  /** `undefined` where nothing could be read. */
  readonly root: SourceNode | undefined
  readonly problems: readonly Problem[]
}

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Turns a composed document into a tree of values with places. Refuses what the language does not have (merge keys,
 * tags, keys that are no names, duplicate keys) and goes on with the rest. Aliases are copied, within bounds.
 */
export function buildTree(document: Document.Parsed, healed: HealedText, source: SourceText): Tree {
  const builder = new TreeBuilder(healed, source)
  const root = document.contents ? builder.read(document.contents, 0) : undefined
  return { root, problems: builder.problems }
}

const rawOf = (token: CST.Token): string =>
  'source' in token && typeof token.source === 'string' ? token.source : ''
class TreeBuilder {
  readonly problems: Problem[] = []
  private readonly anchors = new Map<string, Node>()
  /** Nodes being read, to notice an alias to something that contains it. */
  private readonly open = new Set<Node>()
  private readonly healed: HealedText
  private readonly source: SourceText
  private aliases = 0
  private aliasedValues = 0
  private insideAlias = 0

  constructor(healed: HealedText, source: SourceText) {
    this.healed = healed
    this.source = source
  }

  read(node: Node, depth: number): SourceNode | undefined {
    const span = this.spanOf(node)
    if (depth > maxDepth) {
      this.report(
        'yaml-too-deep',
        span,
        `Expected at most ${maxDepth} levels inside one another, but there are more.`,
      )
      return undefined
    }
    if (this.insideAlias > 0 && ++this.aliasedValues > maxAliasedValues) return undefined
    if (isAlias(node)) return this.readAlias(node, depth)
    if (node.tag !== undefined && node.srcToken && this.hasTag(node)) this.reportTag(node, span)
    if ('anchor' in node && typeof node.anchor === 'string') this.anchors.set(node.anchor, node)
    this.open.add(node)
    const result = this.readContent(node, span, depth)
    this.open.delete(node)
    return result
  }

  private readContent(node: Node, span: Span, depth: number): SourceNode | undefined {
    if (isMap(node)) return this.readMap(node.items as Pair<Node, Node | null>[], span, depth)
    if (isSeq(node)) {
      const items = (node.items as Node[]).map((item) => this.read(item, depth + 1))
      return { kind: 'list', span, items: items.filter((item) => item !== undefined) }
    }
    return isScalar(node) ? this.readScalar(node, span) : undefined
  }

  private readScalar(node: Scalar, span: Span): SourceNode | undefined {
    const edit = node.range ? this.healed.editAt(node.range[0]) : undefined
    if (edit?.kind === 'nothing') return undefined
    const value = node.value
    const editSpan = edit ? { start: edit.start, end: edit.end } : undefined
    if (editSpan) return scalarAt(String(value), editSpan)
    const written = this.writtenOf(node)
    const plain =
      typeof value === 'string' || typeof value === 'boolean' || value === null
        ? value
        : typeof value === 'number' && Number.isFinite(value)
          ? value
          : (node.source ?? '')
    const unfit = typeof plain === 'string' ? unfitIn(this.source, plain, span) : undefined
    if (unfit) this.problems.push(unfit)
    return { kind: 'scalar', value: plain, span, ...(written && { written }) }
  }

  private readMap(pairs: readonly Pair<Node, Node | null>[], span: Span, depth: number): MapNode {
    const entries = new Map<string, MapEntry>()
    const faulty = new Set<string>()
    for (const pair of pairs) {
      const key = this.readKey(pair.key)
      if (!key) {
        if (pair.value) this.read(pair.value, depth + 1)
        continue
      }
      const earlier = entries.get(key.name)
      if (earlier) {
        const line = this.source.lineOf(earlier.keySpan.start)
        this.report(
          'duplicate-key',
          key.span,
          `Expected '${key.name}' once, but it already stands in line ${line}.`,
          'Give one of them another name, or put both contents under one.',
        )
        continue
      }
      const value = pair.value
        ? this.read(pair.value, depth + 1)
        : scalarAt(null, { start: key.span.end, end: key.span.end })
      if (value) entries.set(key.name, { key: key.name, keySpan: key.span, value })
      else faulty.add(key.name)
    }
    return { kind: 'map', entries, faulty, span }
  }

  /** Name of a key; `undefined` where it may not be one. */
  private readKey(node: Node): { readonly name: string; readonly span: Span } | undefined {
    const span = this.spanOf(node)
    if (!isScalar(node)) {
      this.report(
        'yaml-syntax',
        span,
        'Expected a name before the colon, but found a list, a map or an alias.',
      )
      return undefined
    }
    const name = typeof node.value === 'string' ? node.value : (node.source ?? '')
    if (forbiddenKeys.has(name)) {
      this.report(
        'forbidden-key',
        span,
        `Expected a name, but '${name}' is reserved.`,
        'Choose another name.',
      )
      return undefined
    }
    if (name === '<<') {
      this.report(
        'merge-key',
        span,
        "Expected a name, but '<<' is a merge key, which YAML 1.2 does not have.",
        'Write the keys out, or use an alias for the whole value.',
      )
      return undefined
    }
    if (typeof node.value === 'boolean') {
      const meant = node.value ? 'on' : 'off'
      this.report(
        'yaml-1.1-boolean',
        span,
        `Expected a name, but '${name}' is a truth value, which a tool for YAML 1.1 makes of '${meant}'.`,
        `Type '${meant}'.`,
      )
      return { name: meant, span }
    }
    return { name, span }
  }

  private readAlias(node: Alias, depth: number): SourceNode | undefined {
    const span = this.spanOf(node)
    const target = this.anchors.get(node.source)
    if (!target) {
      this.report(
        'tag-swallowed-expression',
        span,
        `Expected the value of an anchor '&${node.source}' above, but there is none.`,
        'If it is an expression or a text, put it in quotes.',
      )
      return undefined
    }
    this.aliases += 1
    if (this.aliases > maxAliases || this.open.has(target)) {
      const found = this.open.has(target) ? `'*${node.source}' stands inside itself` : 'there are more'
      if (this.open.has(target) || this.aliases === maxAliases + 1)
        this.report(
          'yaml-too-many-aliases',
          span,
          `Expected at most ${maxAliases} aliases, none inside itself, but ${found}.`,
          'Write the values out.',
        )
      return undefined
    }
    this.insideAlias += 1
    const before = this.aliasedValues
    const copy = this.read(target, depth)
    this.insideAlias -= 1
    if (this.insideAlias === 0 && before <= maxAliasedValues && this.aliasedValues > maxAliasedValues)
      this.report(
        'yaml-too-many-aliases',
        span,
        `Expected aliases to stand for at most ${maxAliasedValues} values, but they stand for more.`,
        'Write the values out.',
      )
    return this.aliasedValues > maxAliasedValues ? undefined : copy && { ...copy, span }
  }

  private hasTag(node: Node): boolean {
    const [start] = node.range ?? [0]
    // A tag stands before the value; the library also sets `tag` where none was written.
    return /![^\s]*\s*(&\S+\s+)?$/.test(this.healed.text.slice(Math.max(0, start - 200), start))
  }

  private reportTag(node: Node, span: Span): void {
    this.report(
      'custom-tag',
      span,
      `Expected a plain value, but it has the tag '${node.tag ?? ''}'.`,
      'Leave the tag out; a text that begins with ! stands in quotes.',
    )
  }

  private spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0]
    return { start: this.healed.toFile(start), end: this.healed.toFile(end) }
  }

  private writtenOf(node: Scalar): WrittenScalar | undefined {
    const token = node.srcToken
    if (!token || node.range === null || node.range === undefined) return undefined
    if (token.type === 'block-scalar') {
      const header = token.props[0]
      const headerText = header ? rawOf(header) : ''
      const length = token.props.reduce((sum, prop) => sum + rawOf(prop).length, 0)
      const digit = /[1-9]/.exec(headerText)?.[0]
      return {
        style: headerText.startsWith('>') ? 'folded' : 'literal',
        source: token.source,
        start: this.healed.toFile(token.offset + length),
        ...(digit && { indent: token.indent + Number(digit) }),
      }
    }
    if (token.type === 'alias' || !('source' in token)) return undefined
    const style =
      token.type === 'double-quoted-scalar'
        ? 'double'
        : token.type === 'single-quoted-scalar'
          ? 'single'
          : 'plain'
    return { style, source: token.source, start: this.healed.toFile(token.offset) }
  }

  private report(code: Problem['code'], span: Span, message: string, hint?: string): void {
    const place = this.source.placeOf(span)
    this.problems.push({ code, severity: 'error', message, place, ...(hint && { hint }) })
  }
}
