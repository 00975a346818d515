import type { FaultList } from './fault-list.js'
import * as words from './fault-words.js'
import {
  indentAt,
  isExpression,
  lineEnd,
  meantEnd,
  nextLine,
  plainFlowEnd,
  quotedEnd,
  trimEnd,
} from './measure.js'

interface Level {
  readonly kind: '{' | '['
  /** Key whose value comes next. */
  key: string | undefined
  /** Begin of the last plain value, to which what follows a comma may belong. */
  lastValue: number | undefined
  /** How many faults there were before that value. */
  lastMark: number
}

/** Where a collection in brackets ended. Not `closed`: a line that stands no deeper than its key came first. */
export interface FlowEnd {
  readonly at: number
  readonly closed: boolean
}

/** Looks for faults in a collection in brackets that begins at `start`, under a key in `column`. */
export function scanFlow(text: string, start: number, column: number, faults: FaultList): FlowEnd {
  const scan = new FlowScan(text, column, faults)
  return scan.run(start)
}

class FlowScan {
  private readonly text: string
  private readonly column: number
  private readonly faults: FaultList
  private readonly levels: Level[] = []
  private at = 0

  constructor(text: string, column: number, faults: FaultList) {
    this.text = text
    this.column = column
    this.faults = faults
  }

  run(start: number): FlowEnd {
    this.at = start
    this.open()
    for (;;) {
      const level = this.levels.at(-1)
      if (!level) return { at: this.at, closed: true }
      if (this.faults.full || !this.skipSpace(level)) return { at: this.at, closed: false }
      this.step(level)
    }
  }

  private step(level: Level): void {
    const character = this.text.charAt(this.at)
    if (character === '}' || character === ']') {
      this.levels.pop()
      this.at += 1
      const outer = this.levels.at(-1)
      if (outer) outer.key = undefined
    } else if (character === ',') {
      level.key = undefined
      this.at += 1
    } else if (level.kind === '{' && level.key === undefined) this.readKey(level)
    else this.readValue(level)
  }

  private open(): void {
    const kind = this.text.charAt(this.at) === '{' ? '{' : '['
    this.levels.push({ kind, key: undefined, lastValue: undefined, lastMark: 0 })
    this.at += 1
  }

  /** Spaces, line breaks and comments. False at the end of the text or of the collection's indentation. */
  private skipSpace(level: Level): boolean {
    const { text } = this
    while (this.at < text.length) {
      const character = text.charAt(this.at)
      if (character === '\n') {
        const next = this.at + 1
        const indent = indentAt(text, next)
        const first = text.charAt(next + indent)
        if (indent <= this.column && !/[\s}\]]|^$/.test(first)) return false
        this.at = next + indent
      } else if (/\s/.test(character)) this.at += 1
      else if (character === '#' && /[\s,{}[\]]/.test(text.charAt(this.at - 1))) {
        if (level.key === undefined || !/[^\s,{}[\]]/.test(text.charAt(this.at + 1)))
          this.at = lineEnd(text, this.at)
        else this.swallowed(level)
      } else return true
    }
    return false
  }

  private swallowed(level: Level): void {
    const run = /[^\s,{}[\]]+/y
    run.lastIndex = this.at
    const found = run.exec(this.text)?.[0] ?? '#'
    this.faults.add(words.commentSwallowed(this.part(this.at, this.at + found.length)))
    level.key = undefined
    this.at += found.length
  }

  private readKey(level: Level): void {
    const { text } = this
    const start = this.at
    const character = text.charAt(start)
    if (character === '"' || character === "'") {
      const end = quotedEnd(text, start, this.column)
      this.at = end ?? lineEnd(text, start)
      level.key = end === undefined ? undefined : this.takeColon(text.slice(start + 1, end - 1))
      return
    }
    if (character === '{' || character === '[') {
      if (text.startsWith('{{', start - 1)) this.braces(start - 1)
      else this.open()
      return
    }
    const end = plainFlowEnd(text, start)
    const name = text.slice(start, trimEnd(text, start, end))
    this.at = Math.max(end, start + 1)
    if (text.charAt(end) === ':') {
      level.key = name
      this.at = end + 1
    } else this.keyWithoutColon(level, name, start)
  }

  private takeColon(key: string): string | undefined {
    const colon = /\s*:/y
    colon.lastIndex = this.at
    const found = colon.exec(this.text)
    if (!found) return undefined
    this.at += found[0].length
    return key
  }

  /** A name without colon is what a comma cut off, or was typed with a full-width colon. */
  private keyWithoutColon(level: Level, name: string, start: number): void {
    const colon = /^[A-Za-z][\w-]*(：)/.exec(name)
    if (colon) {
      const at = start + colon[0].length - 1
      this.faults.add(words.fullWidth(this.part(at, at + 1), ': '))
      level.key = colon[0].slice(0, -1)
      this.at = at + 1
      return
    }
    const from = level.lastValue
    const rest = meantEnd(this.text, start, true, this.faults.effort)
    if (from === undefined || rest === undefined) return
    this.faults.back(level.lastMark)
    const part = this.part(from, trimEnd(this.text, from, rest))
    this.faults.add(words.splitAtComma(part))
    this.at = rest
  }

  private readValue(level: Level): void {
    const { text } = this
    const start = this.at
    const character = text.charAt(start)
    level.lastValue = undefined
    level.lastMark = this.faults.mark()
    if (character === '{' && text.charAt(start + 1) === '{') this.braces(start)
    else if (character === '{' || character === '[') this.open()
    else if (character === '"' || character === "'") this.readQuoted(level)
    else if (character === '&' || character === '*') {
      while (this.at < text.length && !/[\s,{}[\]]/.test(text.charAt(this.at))) this.at += 1
    } else this.readPlain(level)
  }

  private readQuoted(level: Level): void {
    const { text } = this
    const start = this.at
    const end = quotedEnd(text, start, this.column)
    if (end === undefined) {
      this.at = lineEnd(text, start)
      return
    }
    this.at = end
    const after = /[ \t]*/y
    after.lastIndex = end
    const next = text.charAt(end + (after.exec(text)?.[0].length ?? 0))
    if (/[,}\]\n\r#:]|^$/.test(next)) return
    const meant = meantEnd(text, start, true, this.faults.effort)
    if (meant === undefined) return
    this.meant(level, start, meant, 'begins with a quote, so YAML ends it at the next one')
  }

  private readPlain(level: Level): void {
    const { text } = this
    const start = this.at
    const special = this.special(start)
    if (special) {
      this.faults.add(special)
      this.at = special.end
      return
    }
    const end = plainFlowEnd(text, start)
    const comma = /[，、]\s*[A-Za-z][\w-]*$/.exec(text.slice(start, end))
    if (text.charAt(end) === ':' && comma && level.kind === '{') {
      const at = start + comma.index
      this.faults.add(words.fullWidth(this.part(at, at + 1), ', '))
      level.key = undefined
      this.at = at + 1
      return
    }
    const meant = meantEnd(text, start, true, this.faults.effort)
    if (meant !== undefined && trimEnd(text, start, meant) > end) this.outrun(level, start, end, meant)
    else this.at = Math.max(end, start + 1)
    level.lastValue = start
  }

  /** Values whose first character YAML takes for something else. */
  private special(start: number) {
    const { text } = this
    const meant = meantEnd(text, start, true, this.faults.effort) ?? plainFlowEnd(text, start)
    const part = this.part(start, trimEnd(text, start, meant))
    if (/^-$/.test(part.text)) return words.bareDash(part)
    if (/^(>|<=|<|!=|==)=?\s*\S/.test(part.text)) return words.comparisonInCell(part)
    if (part.text.startsWith('!')) {
      const key = this.levels.at(-1)?.key
      return isTag(key, part.text) ? words.customTag(part) : words.tagSwallowed(part)
    }
    return undefined
  }

  /** What was meant goes on beyond the end YAML sees. */
  private outrun(level: Level, start: number, end: number, meant: number): void {
    const { text } = this
    const part = this.part(start, trimEnd(text, start, meant))
    const cause = text.charAt(end)
    const expression = isExpression(level.key, part.text)
    if (cause === ':' && level.kind === '[' && !expression) {
      this.faults.effort.left -= meant - start
      this.at = end + 1
      return
    }
    if (cause === ',') this.faults.add(words.splitAtComma(part))
    else if (cause === '#') this.faults.add(words.cutAtComment(part))
    else if (cause !== ':') {
      const because = part.text.includes('${')
        ? 'has ${…}, whose brace YAML takes for its own'
        : 'has a bracket, which YAML takes for its own'
      this.faults.add(words.unquotedExpression(part, because))
    } else if (expression && part.text.includes(' ? ')) this.faults.add(words.questionMark(part))
    else if (expression) this.faults.add(words.unquotedExpression(part, 'has a colon and a space in it'))
    else this.faults.add(words.secondColon(part))
    this.at = meant
  }

  private meant(level: Level, start: number, end: number, because: string): void {
    const part = this.part(start, trimEnd(this.text, start, end))
    this.faults.add(words.unquotedExpression(part, because))
    level.lastValue = start
    this.at = end
  }

  /** `{{ … }}`: everything up to the double braces' end, or the line's. */
  private braces(start: number): void {
    const line = lineEnd(this.text, start)
    const close = this.text.slice(start, line).indexOf('}}')
    const end = close < 0 ? line : start + close + 2
    this.faults.add(words.templateBraces(this.part(start, end)))
    this.at = end
    // Where the outer brace was already taken for a map, it ends with these.
    if (start < (this.levels.at(-1)?.lastValue ?? start)) this.at = nextLine(this.text, start)
  }

  private part(start: number, end: number) {
    return { start, end, text: this.text.slice(start, end) }
  }
}

/** A tag stands before a value or is a known kind of name; anything else that begins with ! is an expression. */
export function isTag(key: string | undefined, text: string): boolean {
  if (isExpression(key, text) && !/^!!?[A-Za-z][\w/]*\s/.test(text)) return false
  if (key !== undefined && ['guard', 'if', 'until', 'where'].includes(key)) return false
  return /^!(<[^>]*>|!?[\w-]+([:/.][\w/.-]+)?!?[\w/-]*)?(\s|$)/.test(text)
}
