/** Places that hold an expression without `=`. */
const expressionKeys = new Set(['guard', 'if', 'until', 'where'])

const looksLikeExpression =
  /==|!=|&&|\|\||>=|<=|^=|\b(data|params|event|visits|decisions|vouchers|actor|instance|item)[.[]/

/** Whether a value is meant as an expression, going by its key and its look. */
export const isExpression = (key: string | undefined, text: string): boolean =>
  (key !== undefined && expressionKeys.has(key)) || looksLikeExpression.test(text)

/** Farthest a value is followed beyond where YAML ends it. */
const farthest = 1000

/** How much looking ahead in vain a file is worth. A readable one needs next to none; a hostile one gets no more. */
export interface Effort {
  left: number
}

/** Effort for one file: a few hundred lines looked through in vain. */
export const effortForFile = (): Effort => ({ left: 300_000 })

const openers = '([{'
const closers = ')]}'

/** Where a value ends as people mean it: brackets and quotes kept together. `undefined` if they do not close in its line. */
export function meantEnd(text: string, start: number, inFlow: boolean, effort: Effort): number | undefined {
  if (effort.left <= 0) return undefined
  const end = walkToEnd(text, start, inFlow)
  if (end === undefined) effort.left -= farthest
  return end
}

function walkToEnd(text: string, start: number, inFlow: boolean): number | undefined {
  let depth = 0
  const stop = Math.min(text.length, start + farthest)
  for (let index = start; index < stop; index++) {
    const character = text.charAt(index)
    if (character === '\n' || character === '\r') return depth === 0 ? index : undefined
    if (opensString(text, index, start)) {
      const close = closingQuote(text, index)
      if (close === undefined) return undefined
      index = close
    } else if (inFlow && depth === 0 && (character === ',' || character === '}' || character === ']'))
      return index
    else if (openers.includes(character)) depth += 1
    else if (closers.includes(character)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && character === '#' && /\s/.test(text.charAt(index - 1))) return index
  }
  return depth === 0 && stop === text.length ? stop : undefined
}

/** An apostrophe or the inches of a screen follow a letter or a digit; a string never does. */
function opensString(text: string, index: number, start: number): boolean {
  const character = text.charAt(index)
  if (character !== '"' && character !== "'") return false
  return index === start || !/[\p{L}\p{N}]/u.test(text.charAt(index - 1))
}

function closingQuote(text: string, index: number): number | undefined {
  const quote = text.charAt(index)
  for (let at = index + 1; at < Math.min(text.length, index + farthest); at++) {
    const character = text.charAt(at)
    if (character === '\n') return undefined
    if (character === '\\') at += 1
    else if (character === quote) return at
  }
  return undefined
}

/** Offset of the line break (or the end of the text) at or after an offset. */
export function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  const end = at < 0 ? text.length : at
  return end > from && text.charAt(end - 1) === '\r' ? end - 1 : end
}

/** Offset of the first character of the next line, or the end of the text. */
export function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at + 1
}

/** Spaces at the beginning of a line. */
export function indentAt(text: string, lineStart: number): number {
  let at = lineStart
  while (text.charAt(at) === ' ') at += 1
  return at - lineStart
}

/**
 * Offset behind the closing quote of a scalar that begins at `start`; `undefined` where it does not close before a
 * line that stands no deeper than `column`.
 */
export function quotedEnd(text: string, start: number, column: number): number | undefined {
  const quote = text.charAt(start)
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote === '"' && character === '\\') at += 1
    else if (character === quote) {
      if (quote === "'" && text.charAt(at + 1) === quote) at += 1
      else return at + 1
    } else if (character === '\n') {
      const indent = indentAt(text, at + 1)
      if (indent <= column && !/[\r\n]/.test(text.charAt(at + 1 + indent))) return undefined
    }
  }
  return undefined
}

/** Offset at which YAML ends a plain scalar inside brackets. */
export function plainFlowEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at)
    if (',[]{}\n'.includes(character)) return at
    if (character === ':' && /[\s,[\]{}]|^$/.test(text.charAt(at + 1))) return at
    if (character === '#' && at > start && /\s/.test(text.charAt(at - 1))) return at
  }
  return text.length
}

/** An end without the white space before it. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end
  while (at > start && /\s/.test(text.charAt(at - 1))) at -= 1
  return at
}
