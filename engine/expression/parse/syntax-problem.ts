import type { ParseError } from '@marcbachmann/cel-js'
import type { ExpressionProblem } from '../expression.js'

const tokenNames: { readonly [token: string]: string } = {
  EOF: 'the end of the expression',
  NUMBER: 'a number',
  STRING: 'a text',
  IDENTIFIER: 'a name',
  LPAREN: "'('",
  RPAREN: "')'",
  LBRACKET: "'['",
  RBRACKET: "']'",
  LBRACE: "'{'",
  RBRACE: "'}'",
  COMMA: "','",
  COLON: "':'",
  DOT: "'.'",
}

/** The library's parse error in our grammar of messages. */
export function syntaxProblem(source: string, error: ParseError): ExpressionProblem {
  if (error.code === 'limit_exceeded') return tooLarge(source, 'a shallow expression', 'deeper nesting')
  const start = Math.min(error.node?.start ?? error.range?.start ?? 0, source.length)
  const end = Math.max(start, Math.min(error.range?.end ?? source.length, source.length))
  const found = start >= source.length ? 'the end' : `'${source.slice(start, Math.max(end, start + 1))}'`
  const { expected, hint } = expectation(error)
  return {
    code: 'expression-syntax',
    message: `Expected ${expected}, but found ${found}.${hint === undefined ? '' : ` ${hint}`}`,
    start,
    end,
    expected,
    found,
    ...(hint === undefined ? {} : { hint }),
  }
}

function expectation(error: ParseError): { readonly expected: string; readonly hint?: string } {
  const wanted = /^Expected (\w+), got/.exec(error.summary)?.[1]
  if (wanted !== undefined) return { expected: tokenNames[wanted] ?? wanted.toLowerCase() }
  switch (error.code) {
    case 'unexpected_token':
      return { expected: 'a value, a name or a function' }
    case 'unexpected_character':
      return { expected: 'an operator or the end of the expression' }
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return { expected: 'a closing quote' }
    case 'newline_in_string':
      return { expected: 'a closing quote on the same line', hint: 'Write \\n for a line break in a text.' }
    case 'reserved_identifier':
      return {
        expected: 'a name that is not reserved',
        hint: 'State names with hyphens are written visits["…"].',
      }
    case 'invalid_macro_argument':
      return {
        expected: 'the name of a variable',
        hint: 'Write for example data.parts.all(part, part.qty > 0).',
      }
    default:
      return { expected: `an expression (${error.summary})` }
  }
}

/** An expression beyond the bounds. */
export function tooLarge(source: string, allowed: string, found: string): ExpressionProblem {
  const hint = 'Split it: a decision can hold the parts.'
  return {
    code: 'expression-too-large',
    message: `Expected at most ${allowed}, but found ${found}. ${hint}`,
    start: 0,
    end: source.length,
    expected: `at most ${allowed}`,
    found,
    hint,
  }
}
