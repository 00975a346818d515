import type { Text } from '../errors/index.js'
import type { OutgoingMessage } from './channel.js'

export type Language = keyof Text

/** Longest subject, in characters, that is taken from the first line of a body. */
const longestSubject = 78

/** The text in one language; without one both, Chinese first, `between` them. The same text is said once. */
export function textIn(text: Text, language: Language | undefined, between: string): string {
  if (language !== undefined) return text[language]
  return text['zh-CN'] === text.en ? text.en : `${text['zh-CN']}${between}${text.en}`
}

/** The subject on one line, without control characters; where there is none, the beginning of the body. */
export function subjectIn(message: OutgoingMessage, language: Language | undefined): string {
  const subject = message.subject ?? {
    'zh-CN': beginning(message.body['zh-CN']),
    en: beginning(message.body.en),
  }
  return oneLine(textIn(subject, language, ' / '))
}

/** The body; both languages stand one under the other. */
export function bodyIn(message: OutgoingMessage, language: Language | undefined): string {
  return textIn(message.body, language, '\n\n')
}

/** Breaks and control characters become one space, so that the text cannot begin another line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim()
}

function beginning(body: string): string {
  const line = Array.from(oneLine(body.trimStart().split('\n', 1)[0] ?? ''))
  return line.length <= longestSubject ? line.join('') : `${line.slice(0, longestSubject - 1).join('')}…`
}

/**
 * At most `longest` bytes of UTF-8. A longer text ends with an ellipsis and is cut between two characters as people see
 * them, never inside one. `longest` is at least 3, the bytes of the ellipsis.
 */
export function cutToBytes(text: string, longest: number): { readonly text: string; readonly cut: boolean } {
  if (Buffer.byteLength(text) <= longest) return { text, cut: false }
  const ellipsis = '…'
  let room = longest - Buffer.byteLength(ellipsis)
  let kept = ''
  // A character has at least one byte, so what lies further on cannot be kept; the segmenter need not see it.
  for (const { segment } of new Intl.Segmenter('zh-CN').segment(text.slice(0, longest + 1))) {
    const bytes = Buffer.byteLength(segment)
    if (bytes > room) break
    room -= bytes
    kept += segment
  }
  return { text: `${kept}${ellipsis}`, cut: true }
}
