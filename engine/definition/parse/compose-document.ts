import { Composer, type Document, type ErrorCode, Lexer, Parser, type CST } from 'yaml'
import { maxDepth } from './limits.js'

/** A complaint of the YAML parser, with offsets in the text it was given. */
export interface SyntaxFault {
  readonly code: ErrorCode
  readonly message: string
  readonly start: number
  readonly end: number
}

export type Composed =
  | { readonly kind: 'too-deep'; readonly at: number }
  | {
      readonly kind: 'document'
      readonly document: Document.Parsed | undefined
      readonly faults: readonly SyntaxFault[]
    }

/** Most complaints of the parser before it stops. */
const maxFaults = 500

const options = {
  version: '1.2',
  schema: 'core',
  strict: true,
  merge: false,
  // Duplicate keys are found when the tree is built: the library compares each key with each other.
  uniqueKeys: false,
  keepSourceTokens: true,
  prettyErrors: false,
} as const

/**
 * Reads text as one YAML 1.2 document. Depth is watched while tokens come in, before anything recursive sees them,
 * so that a file of a million brackets costs a hundred steps.
 */
export function composeDocument(text: string): Composed {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let offset = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    // The document itself stands on the stack as well, and a scalar for a moment.
    if (parser.stack.length > maxDepth + 2) return { kind: 'too-deep', at: offset }
    offset = parser.offset
  }
  for (const token of parser.end()) tokens.push(token)
  const { documents, faults } = compose(tokens, text.length)
  const directive = tokens.find(({ type }) => type === 'directive')
  if (directive) faults.push({ code: 'BAD_DIRECTIVE', message: '', ...spanOf(directive) })
  const [document, second] = documents
  if (second) faults.push({ code: 'MULTIPLE_DOCS', message: '', ...spanOf(second.range[0]) })
  return { kind: 'document', document, faults }
}

/** Ends reading of a text that is hardly YAML at all. */
class TooManyFaults extends Error {}

type FaultSource = number | readonly [number, number, ...number[]] | { offset: number; source?: unknown }

/**
 * The library makes an error with a stack of each complaint, however many; here they are taken before that, and reading
 * stops when there are too many.
 */
function compose(
  tokens: readonly CST.Token[],
  length: number,
): { readonly documents: readonly Document.Parsed[]; readonly faults: SyntaxFault[] } {
  const faults: SyntaxFault[] = []
  const documents: Document.Parsed[] = []
  const onError = (source: FaultSource, code: ErrorCode, message: string): void => {
    faults.push({ code, message, ...spanOf(source) })
    if (faults.length >= maxFaults) throw new TooManyFaults()
  }
  const composer = new Composer(options)
  Object.assign(composer, { onError })
  try {
    for (const document of composer.compose(tokens, true, length)) {
      documents.push(document)
      if (documents.length > 1) break
    }
  } catch (error) {
    if (!(error instanceof TooManyFaults)) throw error
  }
  // Stray tokens are the one complaint the library does not pass on.
  for (const { code, message, pos } of documents[0]?.errors ?? [])
    faults.push({ code, message, start: pos[0], end: pos[1] })
  return { documents, faults }
}

function spanOf(source: FaultSource): { readonly start: number; readonly end: number } {
  if (typeof source === 'number') return { start: source, end: source + 1 }
  if ('offset' in source) {
    const length = typeof source.source === 'string' ? source.source.length : 1
    return { start: source.offset, end: source.offset + length }
  }
  return { start: source[0], end: source[1] }
}
