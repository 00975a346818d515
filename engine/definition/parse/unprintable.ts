import type { Problem } from '../../errors/problem.js'
import type { Span } from './source-node.js'
import type { SourceText } from './source-text.js'

/** What YAML 1.2 does not have (`c-printable`): no editor shows it, and some databases store none of it. */
const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** What an escape may not stand for, since no database can be relied on to keep it: U+0000 and halves of a character. */
const unfit = /\0|\p{Surrogate}/u

/** The first character of a file that cannot be printed. */
export function unprintableIn(source: SourceText): Problem | undefined {
  const at = source.text.search(unprintable)
  return at === -1 ? undefined : problemOf(source, source.text.slice(at), { start: at, end: at + 1 })
}

/** An escape in a text that stands for what is no character. */
export function unfitIn(source: SourceText, text: string, span: Span): Problem | undefined {
  const at = text.search(unfit)
  return at === -1 ? undefined : problemOf(source, text.slice(at), span)
}

function problemOf(source: SourceText, text: string, span: Span): Problem {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const { file, line, column } = source.placeOf(span)
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: `Expected characters that can be printed, but found U+${code}.`,
    // Its line would not show it.
    place: { file, line, column },
    hint: 'Take it out, and type the text around it again.',
  }
}
