import type { ExpressionProblem } from '../expression.js'
import { characterSlips } from './character-slips.js'
import type { Token } from './tokens.js'

type Slip = (token: Token, tokens: readonly Token[], index: number) => ExpressionProblem | undefined

/**
 * What people type out of habit from other languages, found before the grammar sees it, because the grammar would
 * name a symptom and not the remedy. All slips of a source are reported.
 */
export function findSlips(tokens: readonly Token[]): readonly ExpressionProblem[] {
  return tokens.flatMap((token, index) => {
    const slips = [...characterSlips(token)]
    for (const slip of [wordSlip, operatorSlip]) {
      const problem = slip(token, tokens, index)
      if (problem) slips.push(problem)
    }
    return slips
  })
}

const operatorRemedies: { readonly [symbol: string]: string } = {
  '=': '==',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '=>': '>=',
  '=<': '<=',
  '&': '&&',
  '|': '||',
}

const operatorSlip: Slip = (token) => {
  if (token.kind !== 'symbol') return undefined
  const remedy = operatorRemedies[token.text]
  if (remedy !== undefined) return slip(token, `'${remedy}'`, `Write '${remedy}'.`)
  if (/^!+$/.test(token.text))
    return slip(token, "'not(…)'", "Write not(…): YAML reads a leading '!' as a tag.")
  if (token.text === '?')
    return slip(token, "'pick(condition, a, b)'", "Write pick(condition, a, b): YAML reads '? :' as its own.")
  return undefined
}

const wordSlip: Slip = (token, tokens, index) => {
  const before = tokens[index - 1]
  const after = tokens[index + 1]
  if (token.kind !== 'word' || before?.text === '.') return undefined
  if (token.text === 'null')
    return slip(
      token,
      'a value',
      'There is no null: ask present(path), or give a default with or(path, default).',
    )
  const word = token.text.toLowerCase()
  // `or(…)` and `not(…)` are functions, so only a word between two values is a slip.
  if (word === 'and' || (word === 'or' && !beginsCall(token, before, after))) {
    const remedy = word === 'and' ? '&&' : '||'
    return slip(token, `'${remedy}'`, `Write '${remedy}'.`)
  }
  if (word === 'not' && after?.text !== '(')
    return slip(token, "'not(…)'", 'Write not(…) with the condition in brackets.')
  return undefined
}

function beginsCall(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (token.text !== 'or' || after?.text !== '(') return false
  return before === undefined || (before.kind === 'symbol' && before.text !== ')' && before.text !== ']')
}

function slip(token: Token, expected: string, hint: string): ExpressionProblem {
  return {
    code: 'expression-syntax',
    message: `Expected ${expected}, but found '${token.text}'. ${hint}`,
    start: token.start,
    end: token.end,
    expected,
    found: token.text,
    hint,
  }
}
