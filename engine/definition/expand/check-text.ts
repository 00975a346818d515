import { asciiOf } from '../parse/full-width.js'
import { decodeScalar } from '../parse/decode-scalar.js'
import type { ScalarNode, Span } from '../parse/source-node.js'
import { shorten } from '../shape/describe.js'
import type { Report } from './expand-document.js'

/**
 * Looks at what a text says where it is an expression (`bare`, or with a leading `=`): full-width characters outside
 * its strings are read as the ASCII ones, a `? :` cannot be read. Double braces are no text anywhere.
 */
export function checkText(node: ScalarNode, bare: boolean, report: Report): ScalarNode | undefined {
  const { value } = node
  if (typeof value !== 'string') return node
  if (value.includes('{{')) {
    report({
      code: 'template-braces',
      message: `Expected ${bare ? 'an expression' : 'a text'}, but found double braces in '${shorten(value)}'.`,
      span: node.span,
      hint: 'In texts write ${…}; elsewhere a value that begins with = is an expression.',
    })
    return undefined
  }
  if (!bare && !/^[=＝]/.test(value)) return node
  return checkExpression(node, value, report)
}

function checkExpression(node: ScalarNode, value: string, report: Report): ScalarNode | undefined {
  const { plain, firstWide, questionAt } = readOutsideStrings(value)
  if (questionAt !== undefined) {
    report({
      code: 'question-mark-operator',
      message: `Expected pick(condition, a, b), but found the operator '? :' in '${shorten(value)}'.`,
      span: partOf(node, value, questionAt),
      hint: 'Write pick(condition, a, b).',
    })
    return undefined
  }
  if (firstWide === undefined) return node
  const character = value.charAt(firstWide)
  const ascii = asciiOf(character) ?? ' '
  report({
    code: 'full-width-punctuation',
    message: `Expected '${ascii}', but found the full-width '${character}'.`,
    span: partOf(node, value, firstWide),
    hint: `Type '${ascii}' in expressions.`,
  })
  // Each stands for one character, so places inside the expression stay what they are but cannot be decoded again.
  return { kind: 'scalar', value: plain, span: node.span }
}

/** Where a character stands, or the whole text where that cannot be told. */
function partOf(node: ScalarNode, value: string, index: number): Span {
  const start = node.written && decodeScalar(node.written, value)?.[index]
  return start === undefined ? node.span : { start, end: start + 1 }
}

/** Full-width and question marks outside strings. Chinese quotes begin and end strings, too. */
function readOutsideStrings(value: string): {
  readonly plain: string
  readonly firstWide: number | undefined
  readonly questionAt: number | undefined
} {
  let plain = ''
  let quote: string | undefined
  let firstWide: number | undefined
  let questionAt: number | undefined
  for (let index = 0; index < value.length; index++) {
    const character = value.charAt(index)
    const ascii = asciiOf(character)
    const isQuote = /["'“”‘’]/.test(character)
    const isEscaped = value.charAt(index - 1) === '\\'
    const closes = isQuote && quote === (ascii ?? character) && !isEscaped
    if (quote === undefined && character === '?') questionAt ??= index
    if (ascii !== undefined && (quote === undefined || (closes && character !== quote))) {
      firstWide ??= index
      plain += ascii
    } else plain += character
    if (closes) quote = undefined
    else if (isQuote && quote === undefined) quote = ascii ?? character
  }
  return { plain, firstWide, questionAt }
}
