import type { ExpressionProblem } from '../expression.js'
import type { Token } from './tokens.js'

/** Characters of Chinese keyboards and word processors, with the ASCII ones an expression is written in. */
const asciiOf: { readonly [character: string]: string } = {
  '，': ',',
  '、': ',',
  '。': '.',
  '．': '.',
  '；': ';',
  '：': ':',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '［': '[',
  '］': ']',
  '｛': '{',
  '｝': '}',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '！': '!',
  '？': '?',
  '＆': '&',
  '｜': '|',
  '＋': '+',
  '－': '-',
  '—': '-',
  '–': '-',
  '−': '-',
  '＊': '*',
  '×': '*',
  '÷': '/',
  '／': '/',
  '％': '%',
  '“': '"',
  '”': '"',
  '„': '"',
  '＂': '"',
  '‘': "'",
  '’': "'",
  '＇': "'",
  '　': ' ',
  '\u00a0': ' ',
}

/** Characters outside ASCII and outside texts: each with what to type, names as a whole. */
export function characterSlips(token: Token): readonly ExpressionProblem[] {
  if (token.kind !== 'foreign') return []
  const problems: ExpressionProblem[] = []
  for (const run of token.text.matchAll(/[\p{L}\p{N}\p{M}]+|[^]/gu)) {
    const start = token.start + run.index
    problems.push(characterSlip(run[0], start))
  }
  return problems
}

function characterSlip(found: string, start: number): ExpressionProblem {
  // Full-width letters and digits are ASCII shifted by 0xFEE0.
  const ascii = asciiOf[found] ?? (/^[！-～]+$/u.test(found) ? found.normalize('NFKC') : undefined)
  const place = { code: 'expression-syntax', start, end: start + found.length, found } as const
  if (ascii !== undefined) {
    const expected = ascii === ' ' ? 'an ordinary space' : `'${ascii}'`
    const shown = ascii === ' ' ? 'a wide space' : `the full-width '${found}'`
    const hint = `Type ${expected} instead.`
    return { ...place, message: `Expected ${expected}, but found ${shown}. ${hint}`, expected, hint }
  }
  const expected = 'a name of ASCII letters and digits'
  const hint = 'Names are camelCase, such as faultCause; a text stands in quotes.'
  return { ...place, message: `Expected ${expected}, but found '${found}'. ${hint}`, expected, hint }
}
