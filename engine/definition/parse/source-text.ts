import type { Place } from '../../errors/problem.js'
import type { Span } from './source-node.js'

/** The text of a file, and where its parts stand for people. */
export interface SourceText {
  readonly file: string
  readonly text: string
  /** Line of an offset, from 1. */
  lineOf(offset: number): number
  /** Place of a part: lines and columns from 1, columns in code points. */
  placeOf(span: Span, path?: string): Place
}

const byteOrderMark = '\uFEFF'

/** Indexes the lines of a text once; lookups are logarithmic. */
export function createSourceText(file: string, text: string): SourceText {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)

  const lineOf = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  const placeOf = (span: Span, path?: string): Place => {
    const line = lineOf(Math.min(span.start, text.length))
    let from = starts[line - 1] ?? 0
    const to = line < starts.length ? (starts[line] ?? 0) - 1 : text.length
    if (text.startsWith(byteOrderMark, from)) from += byteOrderMark.length
    const lineText = text.slice(from, to).replace(/\r$/, '')
    const column = codePoints(text.slice(from, span.start)) + 1
    const onOneLine = span.end > span.start && span.end <= from + lineText.length
    return {
      file,
      line,
      column,
      ...(onOneLine && { endColumn: column + codePoints(text.slice(span.start, span.end)) }),
      text: lineText,
      ...(path !== undefined && { path }),
    }
  }

  return { file, text, lineOf, placeOf }
}

const codePoints = (text: string): number => Array.from(text).length
