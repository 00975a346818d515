import type { ValueType } from '../expression.js'
import { assignableTo, isNumeric, isText, typePhrase } from '../value-types.js'
import type { Checking } from './checking.js'
import { checkOptions } from './choices.js'
import { coerce } from './coerce.js'
import type { Compiled } from './compiled.js'

/** The expression giving what its place wants, or a problem that says what that is. */
export function fitExpected(checking: Checking, part: Compiled, expected: ValueType): Compiled | undefined {
  if (expected.kind === 'any') return part
  if (expected.kind === 'choice' && part.type.kind === 'text' && part.literals)
    return checkOptions(checking, expected, part) ? { ...part, type: expected } : undefined
  if (assignableTo(part.type, expected)) return coerce(checking, part, expected)
  return checking.typeProblem(
    { start: 0, end: checking.source.length },
    typePhrase(expected),
    `the expression gives ${typePhrase(part.type)}`,
    remedy(checking, part, expected),
  )
}

function remedy(checking: Checking, part: Compiled, expected: ValueType): string | undefined {
  const written = checking.source.trim()
  if (expected.kind === 'money' && isNumeric(part.type)) return `Write yuan(${written}).`
  if (expected.kind === 'date' && isText(part.type)) return `Write date(${written}).`
  if (expected.kind === 'date' && part.type.kind === 'date-time') return `Write dateOf(${written}).`
  if (expected.kind === 'date-time' && isText(part.type)) return `Write timestamp(${written}).`
  if (expected.kind === 'integer' && part.type.kind === 'number') return `Write round(${written}).`
  if (expected.kind === 'text' && isNumeric(part.type)) return `Write text(${written}).`
  if (expected.kind === 'boolean') return 'A condition compares something, for example data.qty > 0.'
  return undefined
}
