import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js'
import type { ExpressionProblem } from '../expression.js'
import { hyphenSlips, type KnownNames } from './hyphen-slips.js'
import { findSlips } from './slips.js'
import { syntaxProblem, tooLarge } from './syntax-problem.js'
import { sizeOf } from './syntax-tree.js'
import { tokenize } from './tokens.js'

/** Bounds of one expression, so that reading, checking and evaluating it stay cheap whatever is written. */
const limits = { characters: 2_000, nodes: 500, depth: 50 } as const

// Macros such as `has` and `all` are expanded by the library into nodes of its own; the written form stays in `args`,
// and that is all the checker reads.
const grammar = new Environment({ limits: { maxAstNodes: limits.nodes, maxDepth: limits.depth } })

type ParseResult =
  | { readonly ok: true; readonly tree: ASTNode }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] }

/** Reads CEL's grammar, after the slips the grammar could not name. Ranges are UTF-16 offsets in `source`. */
export function parseExpression(source: string, known: KnownNames): ParseResult {
  if (source.length > limits.characters)
    return refused([tooLarge(source, `${limits.characters} characters`, `${source.length}`)])
  if (source.trim() === '') return refused([emptyExpression(source)])
  const tokens = tokenize(source)
  const slips = [...findSlips(tokens), ...hyphenSlips(tokens, known)]
  if (slips.length > 0) return refused(slips)
  try {
    const tree = grammar.parse(source).ast
    const size = sizeOf(tree)
    if (size.nodes > limits.nodes)
      return refused([tooLarge(source, `${limits.nodes} parts`, `${size.nodes}`)])
    if (size.depth > limits.depth)
      return refused([tooLarge(source, `${limits.depth} levels of nesting`, `${size.depth}`)])
    return { ok: true, tree }
  } catch (error) {
    if (error instanceof ParseError) return refused([syntaxProblem(source, error)])
    throw error
  }
}

function refused(problems: readonly ExpressionProblem[]): ParseResult {
  return { ok: false, problems }
}

function emptyExpression(source: string): ExpressionProblem {
  return {
    code: 'expression-syntax',
    message: 'Expected an expression, but found nothing.',
    start: 0,
    end: source.length,
    expected: 'an expression',
    found: 'nothing',
  }
}
