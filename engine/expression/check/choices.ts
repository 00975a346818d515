import { closest } from '../closest.js'
import type { ValueType } from '../expression.js'
import { commonType } from '../value-types.js'
import type { Checking } from './checking.js'
import type { Compiled, LiteralText } from './compiled.js'

/** Reports texts in the source that are compared with a choice and are none of its options. */
export function checkOptions(checking: Checking, type: ValueType, other: Compiled): boolean {
  const options = type.kind === 'choice' ? type.options : undefined
  if (!options || !other.literals) return true
  const wrong = other.literals.filter((literal) => !options.includes(literal.text))
  for (const literal of wrong) {
    const nearest = closest(literal.text, options)
    const expected = `one of ${options.map((option) => `'${option}'`).join(', ')}`
    const hint = nearest === undefined ? undefined : `Did you mean "${nearest}"?`
    checking.report({
      code: 'expression-type',
      message: `Expected ${expected}, but found '${literal.text}'.${hint === undefined ? '' : ` ${hint}`}`,
      start: literal.start,
      end: literal.end,
      expected,
      found: `'${literal.text}'`,
      ...(nearest === undefined ? {} : { nearest, hint: `Did you mean "${nearest}"?` }),
    })
  }
  return wrong.length === 0
}

/**
 * The type of a value that is one of two, and the texts it can be where all stand in the source. A choice beside a
 * written text stays a choice, with that text as a further option.
 */
export function eitherOf(
  first: Compiled,
  second: Compiled,
): { readonly type: ValueType; readonly literals?: readonly LiteralText[] } | undefined {
  const [choice, other] = first.type.kind === 'choice' ? [first, second] : [second, first]
  if (choice.type.kind === 'choice' && other.type.kind === 'text' && other.literals) {
    const options = new Set([...choice.type.options, ...other.literals.map((literal) => literal.text)])
    return { type: { kind: 'choice', options: [...options] } }
  }
  const type = commonType(first.type, second.type)
  if (!type) return undefined
  return first.literals && second.literals
    ? { type, literals: [...first.literals, ...second.literals] }
    : { type }
}
