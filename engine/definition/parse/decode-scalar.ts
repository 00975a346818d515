import type { WrittenScalar } from './source-node.js'

/** Collects decoded characters with the place each came from. */
interface Decoding {
  value: string
  /** For each UTF-16 unit of `value`, its offset in the raw text; one more entry for the end. */
  readonly offsets: number[]
}

const emit = (decoding: Decoding, text: string, offset: number): void => {
  for (let index = 0; index < text.length; index++) decoding.offsets.push(offset)
  decoding.value += text
}

/**
 * Where each UTF-16 unit of a scalar's value stands in the file, with one more entry for its end.
 * `undefined` where decoding does not give back exactly `value`: better no place than a wrong one.
 */
export function decodeScalar(written: WrittenScalar, value: string): readonly number[] | undefined {
  const decoding: Decoding = { value: '', offsets: [] }
  const end =
    written.style === 'literal' || written.style === 'folded'
      ? decodeBlock(written, decoding)
      : decodeFlow(written, decoding)
  // Chomping may leave less than was decoded.
  if (written.style === 'literal' || written.style === 'folded') {
    if (!decoding.value.startsWith(value)) return undefined
    const last = decoding.offsets[value.length] ?? end
    return [...decoding.offsets.slice(0, value.length), last].map((offset) => offset + written.start)
  }
  if (decoding.value !== value) return undefined
  return [...decoding.offsets, end].map((offset) => offset + written.start)
}

const lineBreak = /[ \t]*(?:\r?\n[ \t]*)+/y

/** Plain and quoted scalars: a line break becomes a space, n of them n − 1 breaks. Returns the offset of the end. */
function decodeFlow({ style, source }: WrittenScalar, decoding: Decoding): number {
  let index = style === 'plain' ? 0 : 1
  const end = style === 'plain' ? source.length : source.length - 1
  while (index < end) {
    lineBreak.lastIndex = index
    const folded = lineBreak.exec(source)
    if (folded && index + folded[0].length <= end) {
      const breaks = folded[0].split('\n').length - 1
      emit(decoding, breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), index)
      index += folded[0].length
    } else if (style === 'double' && source[index] === '\\') {
      index = decodeEscape(source, index, decoding)
    } else if (style === 'single' && source.startsWith("''", index)) {
      emit(decoding, "'", index)
      index += 2
    } else {
      emit(decoding, source.charAt(index), index)
      index += 1
    }
  }
  return end
}

const escapes: { readonly [letter: string]: string } = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}
const escapeDigits: { readonly [letter: string]: number } = { x: 2, u: 4, U: 8 }
const escapedBreak = /\r?\n[ \t]*/y

function decodeEscape(source: string, index: number, decoding: Decoding): number {
  escapedBreak.lastIndex = index + 1
  const broken = escapedBreak.exec(source)
  if (broken) {
    let next = index + 1 + broken[0].length
    // Empty lines after an escaped break are breaks of their own.
    for (escapedBreak.lastIndex = next; ; escapedBreak.lastIndex = next) {
      const empty = escapedBreak.exec(source)
      if (!empty) return next
      emit(decoding, '\n', next)
      next += empty[0].length
    }
  }
  const letter = source.charAt(index + 1)
  const digits = escapeDigits[letter]
  if (digits !== undefined) {
    const code = Number.parseInt(source.slice(index + 2, index + 2 + digits), 16)
    if (code <= 0x10ffff) emit(decoding, String.fromCodePoint(code), index)
    return index + 2 + digits
  }
  emit(decoding, escapes[letter] ?? letter, index)
  return index + 2
}

interface Line {
  readonly offset: number
  readonly indent: number
  readonly text: string
}

function linesOf(source: string): readonly Line[] {
  const lines: Line[] = []
  let offset = 0
  for (const raw of source.split('\n')) {
    const indent = /^ */.exec(raw)?.[0].length ?? 0
    lines.push({ offset, indent, text: raw.slice(indent).replace(/\r$/, '') })
    offset += raw.length + 1
  }
  if (lines.at(-1)?.text === '') lines.pop()
  return lines
}

/** Block scalars, decoded with every trailing line break kept. Returns the offset of the end. */
function decodeBlock({ style, source, indent }: WrittenScalar, decoding: Decoding): number {
  const lines = linesOf(source)
  const first = lines.find(({ text }) => text !== '')
  const trim = indent ?? first?.indent ?? 0
  const folded = style === 'folded'
  let pendingBreaks = 0
  let previous: 'none' | 'ordinary' | 'indented' = 'none'
  for (const line of lines) {
    const breakAt = Math.max(0, line.offset - 1)
    if (line.text === '' && line.indent <= trim) {
      pendingBreaks += 1
      continue
    }
    const kind = line.indent > trim || line.text.startsWith('\t') ? 'indented' : 'ordinary'
    if (previous === 'none') emit(decoding, '\n'.repeat(pendingBreaks), 0)
    else if (!folded || kind === 'indented' || previous === 'indented')
      emit(decoding, '\n'.repeat(pendingBreaks + 1), breakAt)
    else emit(decoding, pendingBreaks === 0 ? ' ' : '\n'.repeat(pendingBreaks), breakAt)
    pendingBreaks = 0
    const extra = Math.max(0, line.indent - trim)
    for (let index = 0; index < extra; index++) emit(decoding, ' ', line.offset + trim + index)
    const textAt = line.offset + line.indent
    for (let index = 0; index < line.text.length; index++)
      emit(decoding, line.text.charAt(index), textAt + index)
    previous = kind
  }
  const end = source.replace(/\r?\n?$/, '').length
  emit(decoding, '\n'.repeat(pendingBreaks + 1), end)
  return source.length
}
