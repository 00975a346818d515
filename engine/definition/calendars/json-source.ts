import type { Problem } from '../../errors/problem.js'
import { mapAt, scalarAt, type MapEntry, type SourceNode, type Span } from '../parse/source-node.js'
import { createSourceText, type SourceText } from '../parse/source-text.js'

/** A value that came as JSON, laid out as a text, so that its problems have places people can look at. */
export interface JsonSource {
  readonly root: SourceNode
  readonly source: SourceText
  readonly problems: readonly Problem[]
}

/** Deeper than anything a schema allows that is read from JSON; what lies below reads as nothing. */
const maxDepth = 20

/** Lays JSON out with two spaces to a level and reads it as a tree. What no JSON can hold reads as nothing. */
export function jsonSource(name: string, json: unknown): JsonSource {
  const writer = new JsonWriter()
  const root = writer.write(json, 0)
  const source = createSourceText(name, writer.text)
  return { root, source, problems: writer.forbidden.map((span) => forbiddenKey(source, span)) }
}

class JsonWriter {
  text = ''
  /** Keys no map may have. */
  readonly forbidden: Span[] = []

  write(value: unknown, depth: number): SourceNode {
    const start = this.text.length
    if (depth < maxDepth && Array.isArray(value)) {
      const items: SourceNode[] = []
      this.#lines('[]', value, depth, (item) => items.push(this.write(item, depth + 1)))
      return { kind: 'list', items, span: this.#from(start) }
    }
    if (depth < maxDepth && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const entries: MapEntry[] = []
      this.#lines('{}', Object.entries(value), depth, ([key, inner]) => {
        const entry = this.#entry(key, inner, depth)
        if (entry) entries.push(entry)
      })
      return mapAt(
        this.#from(start),
        entries.map((entry) => [entry.key, entry.value, entry.keySpan] as const),
      )
    }
    const scalar = isScalar(value) ? value : null
    this.text += JSON.stringify(scalar)
    return scalarAt(scalar, this.#from(start))
  }

  #entry(key: string, value: unknown, depth: number): MapEntry | undefined {
    const start = this.text.length
    this.text += JSON.stringify(key)
    const keySpan = this.#from(start)
    this.text += ': '
    const entry = { key, keySpan, value: this.write(value, depth + 1) }
    if (key !== '__proto__') return entry
    this.forbidden.push(keySpan)
    return undefined
  }

  #lines<T>(brackets: '[]' | '{}', items: readonly T[], depth: number, each: (item: T) => void): void {
    const [open = '', close = ''] = brackets
    this.text += open
    for (const [index, item] of items.entries()) {
      this.text += `${index === 0 ? '' : ','}\n${'  '.repeat(depth + 1)}`
      each(item)
    }
    this.text += items.length === 0 ? close : `\n${'  '.repeat(depth)}${close}`
  }

  #from(start: number): Span {
    return { start, end: this.text.length }
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function forbiddenKey(source: SourceText, span: Span): Problem {
  return {
    code: 'forbidden-key',
    severity: 'error',
    message: "Expected another key, but found '__proto__'.",
    found: "'__proto__'",
    hint: 'Remove it.',
    place: source.placeOf(span),
  }
}
