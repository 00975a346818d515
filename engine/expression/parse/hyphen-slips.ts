import { closest } from '../closest.js'
import type { ExpressionProblem } from '../expression.js'
import type { Token } from './tokens.js'

/** Names by root that may stand after `root.`, for the nearest one. */
export interface KnownNames {
  readonly roots: readonly string[]
  childrenOf(root: string): readonly string[]
}

/**
 * `data.service-class` is a subtraction to the grammar. Found from the text: a path of a known root, glued by `-` to
 * a word that is neither a root nor a variable of the source.
 */
export function hyphenSlips(tokens: readonly Token[], known: KnownNames): readonly ExpressionProblem[] {
  const variables = new Set(loopVariables(tokens))
  const isName = (word: string): boolean => variables.has(word) || known.roots.includes(word)
  return tokens.flatMap((token, index) => {
    const isRoot =
      token.kind === 'word' && known.roots.includes(token.text) && tokens[index - 1]?.text !== '.'
    if (!isRoot) return []
    const glued = gluedFrom(tokens, index)
    const last = glued.findLastIndex(
      (piece, at) => piece.kind === 'word' && glued[at - 1]?.text === '-' && !isName(piece.text),
    )
    const end = glued[last]
    if (!end || tokens[index + last + 1]?.text === '(') return []
    return [hyphenProblem(token, glued.slice(2, last + 1), end.end, known)]
  })
}

/** Tokens from a root on that touch each other and are words, dots and hyphens in turn. */
function gluedFrom(tokens: readonly Token[], first: number): readonly Token[] {
  const glued: Token[] = []
  for (const token of tokens.slice(first)) {
    const previous = glued.at(-1)
    const joint = token.text === '.' || (token.text === '-' && glued.length >= 3)
    if (previous && (previous.end !== token.start || (previous.kind === 'word') !== joint)) break
    glued.push(token)
  }
  return glued
}

function loopVariables(tokens: readonly Token[]): readonly string[] {
  const loops = ['all', 'exists', 'exists_one', 'filter', 'map']
  return tokens.flatMap((token, index) =>
    loops.includes(token.text) && tokens[index + 1]?.text === '(' ? (tokens[index + 2]?.text ?? []) : [],
  )
}

function hyphenProblem(
  root: Token,
  pieces: readonly Token[],
  end: number,
  known: KnownNames,
): ExpressionProblem {
  const written = pieces.map((piece) => piece.text).join('')
  const place = { code: 'expression-unknown-name', start: root.start, end, found: written } as const
  const begin = `Expected a name without '-', but '${root.text}.${written}' reads as a subtraction.`
  if (root.text === 'visits' || root.text === 'vouchers') {
    const nearest = closest(written, known.childrenOf(root.text))
    const hint = `Write ${root.text}["${nearest ?? written}"].`
    return { ...place, message: `${begin} ${hint}`, ...(nearest === undefined ? {} : { nearest }), hint }
  }
  const camel = written.replace(/-+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
  const nearest = closest(camel, known.childrenOf(root.text)) ?? camel
  const hint = `Names are camelCase: write ${root.text}.${nearest}, or put spaces around '-' to subtract.`
  return { ...place, message: `${begin} ${hint}`, nearest, hint }
}
