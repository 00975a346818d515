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
  const composer = new Composer(options)
  const [document, ...further] = [...composer.compose(tokens, true, text.length)]
  const faults: SyntaxFault[] = [...(document?.errors ?? []), ...(document?.warnings ?? [])].map((fault) => ({
    code: fault.code,
    message: fault.message,
    start: fault.pos[0],
    end: fault.pos[1],
  }))
  const second = further[0]
  if (second) {
    const start = second.range[0]
    faults.push({ code: 'MULTIPLE_DOCS', message: '', start, end: start + 1 })
  }
  return { kind: 'document', document, faults }
}
