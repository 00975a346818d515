/** A piece of source text, cut only as finely as finding slips needs. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'symbol' | 'foreign'
  readonly text: string
  readonly start: number
  readonly end: number
}

type Cut = readonly [kind: Token['kind'] | 'space', pattern: RegExp]

const word: Cut = ['word', /[A-Za-z_][A-Za-z0-9_]*/y]
const number: Cut = ['number', /[0-9][0-9A-Za-z_]*(?:\.[0-9]+)?/y]
const space: Cut = ['space', /[ \t\r\n]+|\/\/[^\n]*/y]
const operator: Cut = ['symbol', /[=!<>&|]+/y]
const foreign: Cut = ['foreign', /[^\u0000-\u007f]+/y]
// A text that does not end runs to the end of its line, where the grammar will report it.
const text: Cut = [
  'text',
  /[rRbB]?(?:"""(?:\\[^]|(?!""")[^])*(?:"""|$)|'''(?:\\[^]|(?!''')[^])*(?:'''|$)|"(?:\\.|[^"\\\r\n])*(?:"|$)?|'(?:\\.|[^'\\\r\n])*(?:'|$)?)/y,
]

/** Cuts a source into tokens. Never fails: what CEL cannot read becomes a symbol or a foreign token. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  let start = 0
  while (start < source.length) {
    const [kind, end] = cut(source, start)
    if (kind !== 'space') tokens.push({ kind, text: source.slice(start, end), start, end })
    start = end
  }
  return tokens
}

function cut(source: string, start: number): readonly [kind: Token['kind'] | 'space', end: number] {
  for (const [kind, pattern] of cutsFor(source.charCodeAt(start))) {
    pattern.lastIndex = start
    if (pattern.test(source)) return [kind, pattern.lastIndex]
  }
  return ['symbol', start + 1]
}

const quotes = [text]
const letters = [text, word]
const digits = [number]
const blanks = [space]
const operators = [operator]
const wide = [foreign]
const none: readonly Cut[] = []

/** What may begin with a character; chosen by its code, since trying every pattern is what makes cutting slow. */
function cutsFor(code: number): readonly Cut[] {
  if (code > 127) return wide
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95)
    return 'rRbB'.includes(String.fromCharCode(code)) ? letters : wordOnly
  if (code >= 48 && code <= 57) return digits
  const character = String.fromCharCode(code)
  if (character === '"' || character === "'") return quotes
  if (' \t\r\n/'.includes(character)) return blanks
  return '=!<>&|'.includes(character) ? operators : none
}

const wordOnly = [word]
