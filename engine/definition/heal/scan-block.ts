import { asciiOf } from '../parse/full-width.js'
import { maxDepth } from '../parse/limits.js'
import type { FaultList } from './fault-list.js'
import * as words from './fault-words.js'
import { indentAt, isExpression, lineEnd, meantEnd, nextLine, quotedEnd, trimEnd } from './measure.js'
import { isTag, scanFlow } from './scan-flow.js'

/**
 * Looks through a text line by line for what YAML would silently, or with strange words, turn into something else.
 * It knows just enough YAML to tell keys, values, quotes and brackets apart; texts below `|` and in quotes it skips.
 */
export function scanBlock(text: string, faults: FaultList): void {
  new BlockScan(text, faults).run()
}

/** Offset of the colon that ends a plain key; `undefined` where there is none in the line. */
function plainKeyEnd(line: string): number | undefined {
  const comment = line.search(/\s#/)
  const colon = line.search(/:(\s|$)/)
  return colon <= 0 || (comment >= 0 && comment < colon) ? undefined : colon
}

class BlockScan {
  private readonly text: string
  private readonly faults: FaultList
  private at = 0
  /** Lines deeper than this column continue a plain text, or stand below `|`. */
  private skipDeeper: number | undefined

  constructor(text: string, faults: FaultList) {
    this.text = text
    this.faults = faults
  }

  run(): void {
    while (this.at < this.text.length && !this.faults.full) this.line()
  }

  private line(): void {
    const { text } = this
    const start = this.at === 0 && text.startsWith('\uFEFF') ? 1 : this.at
    const space = /[ \t\u3000\u00a0]*/y
    space.lastIndex = start
    const leading = space.exec(text)?.[0] ?? ''
    const first = start + leading.length
    const end = lineEnd(text, start)
    const isEmpty = first >= end || text.charAt(first) === '#'
    const deeper = this.skipDeeper !== undefined && indentAt(text, start) > this.skipDeeper
    if (isEmpty || deeper || /^(---|\.\.\.|%)/.test(text.slice(start, start + 3))) {
      this.at = nextLine(text, start)
      return
    }
    this.skipDeeper = undefined
    const column = this.checkIndent(start, leading)
    this.entry(first, column)
  }

  /** Tabs and full-width spaces before a line. Gives the column the line is read in. */
  private checkIndent(start: number, leading: string): number {
    const { faults, text } = this
    const odd = /[\t\u3000\u00a0]+/g
    let width = 0
    let before = 0
    for (const run of leading.matchAll(odd)) {
      const from = start + run.index
      const part = { start: from, end: from + run[0].length, text: text.charAt(from) }
      const healed = '  '.repeat(run[0].length)
      if (run[0].includes('\t')) faults.add(words.tabIndentation(part))
      else faults.add(words.fullWidth(part, healed))
      width += run.index - before + healed.length
      before = run.index + run[0].length
    }
    return width + leading.length - before
  }

  /** `- `, then a key and its value, or a value alone. */
  private entry(start: number, lineColumn: number): void {
    const { text } = this
    let at = start
    let column = lineColumn
    let parent = lineColumn
    let isItem = false
    const dash = /-[ \t]+/y
    // More dashes than levels are allowed will be refused anyway.
    for (let level = 0; level <= maxDepth; level++) {
      dash.lastIndex = at
      const length = dash.exec(text)?.[0].length
      if (length === undefined) break
      parent = column
      at += length
      column += length
      isItem = true
    }
    const key = this.key(at, isItem)
    if (key) this.value(key.name, column, key.valueAt)
    else if (isItem) this.value(undefined, parent, at)
    else if (/^[{[]/.test(text.charAt(at))) this.value(undefined, -1, at)
    else this.at = nextLine(text, at)
  }

  /** The key that begins at an offset, and where its value begins. */
  private key(at: number, isItem: boolean): { readonly name: string; readonly valueAt: number } | undefined {
    const { text } = this
    const character = text.charAt(at)
    if (character === '"' || character === "'") {
      const end = quotedEnd(text, at, Number.MAX_SAFE_INTEGER)
      const colon = end === undefined ? null : /^[ \t]*:(?=\s|$)/.exec(this.rest(end))
      return end === undefined || !colon
        ? undefined
        : { name: text.slice(at + 1, end - 1), valueAt: end + colon[0].length }
    }
    if (/[{[|>!&*#?]/.test(character)) return undefined
    const rest = this.rest(at)
    const wide = /^([A-Za-z][\w-]*)：[ \t]*/.exec(rest)
    if (
      wide &&
      (!isItem || /^(guard|target|if|else|when|then|at|do|every|send|wait|by)$/.test(wide[1] ?? ''))
    ) {
      const colon = at + (wide[1] ?? '').length
      const part = { start: colon, end: colon + 1, text: '：' }
      this.faults.add(words.fullWidth(part, ': '))
      return { name: wide[1] ?? '', valueAt: at + wide[0].length }
    }
    const colon = plainKeyEnd(rest)
    return colon === undefined ? undefined : { name: rest.slice(0, colon).trimEnd(), valueAt: at + colon + 1 }
  }

  private value(key: string | undefined, column: number, from: number): void {
    const { text } = this
    const at = this.skipBlank(from)
    const end = trimEnd(text, at, lineEnd(text, at))
    const value = text.slice(at, end)
    const whole = { start: at, end, text: value }
    this.at = nextLine(text, at)
    if (value === '') return
    const first = value.charAt(0)
    if (first === '#') this.comment(column, whole)
    else if (first === '"' || first === "'") this.quoted(at, column)
    else if (/^[|>][-+0-9]*[ \t]*(#.*)?$/.test(value)) this.skipDeeper = column
    else if (/^(>|<=|<|!=|==)=?\s*\S/.test(value))
      this.faults.add(words.comparisonInCell(this.uncommented(whole)))
    else if (first === '!') this.tag(key, this.uncommented(whole))
    else if (/^-[ \t]*(#.*)?$/.test(value) && key !== undefined)
      this.faults.add(words.bareDash({ ...whole, end: at + 1 }))
    else if (value.startsWith('{{')) this.faults.add(words.templateBraces(this.uncommented(whole)))
    else if (first === '&') this.afterAnchor(key, column, at + (/^\S+/.exec(value)?.[0].length ?? 1))
    else if (first === '{' || first === '[') this.flow(at, column)
    else if (first !== '*') this.plain(key, column, whole)
  }

  /** An anchor may stand before a value, but not before another anchor. */
  private afterAnchor(key: string | undefined, column: number, at: number): void {
    if (!/^[ \t]*&/.test(this.rest(at))) this.value(key, column, at)
  }

  /** Spaces before a value; full-width ones are told. */
  private skipBlank(from: number): number {
    const { text } = this
    let at = from
    for (; /[ \t\u3000\u00a0]/.test(text.charAt(at)); at++)
      if (asciiOf(text.charAt(at)) === ' ' || text.charAt(at) === '\u00a0')
        this.faults.add(words.fullWidth({ start: at, end: at + 1, text: text.charAt(at) }, ' '))
    return at
  }

  /** A comment after a key is one if something nested follows; else it is what should have been the value. */
  private comment(column: number, whole: { start: number; end: number; text: string }): void {
    const { text } = this
    let next = this.at
    while (next < text.length && /^[ \t]*(#|\r?$)/.test(text.slice(next, lineEnd(text, next))))
      next = nextLine(text, next)
    const indent = indentAt(text, next)
    const isList = indent === column && /^-(\s|$)/.test(text.slice(next + indent, next + indent + 2))
    if (next < text.length && (indent > column || isList)) return
    this.faults.add(words.commentSwallowed(whole))
  }

  private quoted(at: number, column: number): void {
    const { text } = this
    const end = quotedEnd(text, at, column)
    if (end === undefined) return
    this.at = nextLine(text, end)
    if (/^[ \t]*(#|:|\r?$)/.test(this.rest(end))) return
    const part = this.uncommented({ start: at, end: lineEnd(text, end), text: '' })
    this.faults.add(words.unquotedExpression(part, 'begins with a quote, so YAML ends it at the next one'))
  }

  private tag(key: string | undefined, part: { start: number; end: number; text: string }): void {
    this.faults.add(isTag(key, part.text) ? words.customTag(part) : words.tagSwallowed(part))
  }

  private flow(at: number, column: number): void {
    const { faults, text } = this
    const mark = faults.mark()
    const { at: end, closed } = scanFlow(text, at, column, faults)
    this.at = nextLine(text, end)
    if (!closed) {
      this.at = end
      if (end < text.length && text.charAt(end) === '\n') this.at = end + 1
      else if (end < text.length) this.at = nextLine(text, end)
      return
    }
    if (/^[ \t]*(#|:|\r?$)/.test(this.rest(end))) return
    faults.back(mark)
    const part = this.uncommented({ start: at, end: lineEnd(text, end), text: '' })
    faults.add(words.unquotedExpression(part, 'begins with a bracket, which YAML takes for its own'))
  }

  private plain(
    key: string | undefined,
    column: number,
    whole: { start: number; end: number; text: string },
  ): void {
    const { faults } = this
    this.skipDeeper = column
    const cut = /\s#/.exec(whole.text)
    const end = cut ? whole.start + cut.index : whole.end
    const part = { start: whole.start, end, text: whole.text.slice(0, end - whole.start).trimEnd() }
    const meant = meantEnd(this.text, whole.start, false, this.faults.effort)
    if (cut && meant !== undefined && trimEnd(this.text, whole.start, meant) > end) {
      faults.add(words.cutAtComment(this.uncommented({ ...whole, end: meant })))
      return
    }
    if (cut && /^\s#[A-Za-z0-9]/.test(whole.text.slice(cut.index))) faults.warn(words.cutAtComment(whole))
    if (!/:(\s|$)/.test(part.text)) return
    const expression = isExpression(key, part.text)
    if (expression && part.text.includes(' ? ')) faults.add(words.questionMark(part))
    else if (expression) faults.add(words.unquotedExpression(part, 'has a colon and a space in it'))
    else if (!part.text.endsWith(':')) faults.add(words.secondColon(part))
  }

  /** A part of a line up to the comment behind it. */
  private uncommented({ start, end }: { start: number; end: number; text: string }) {
    const { text } = this
    const meant = Math.min(meantEnd(text, start, false, this.faults.effort) ?? end, end)
    const stop = trimEnd(text, start, meant > start ? meant : end)
    return { start, end: stop, text: text.slice(start, stop) }
  }

  private rest(at: number): string {
    return this.text.slice(at, lineEnd(this.text, at))
  }
}
