/** A piece of source text, cut only as finely as finding slips needs. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'symbol' | 'foreign'
  readonly text: string
  readonly start: number
  readonly end: number
}

const pattern =
  /(?<space>[ \t\r\n]+|\/\/[^\n]*)|(?<text>[rRbB]?(?:"""(?:\\[^]|(?!""")[^])*(?:"""|$)|'''(?:\\[^]|(?!''')[^])*(?:'''|$)|"(?:\\.|[^"\\\r\n])*(?:"|$)|'(?:\\.|[^'\\\r\n])*(?:'|$)))|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>[0-9][0-9A-Za-z_]*(?:\.[0-9]+)?)|(?<foreign>[^\p{ASCII}]+)|(?<symbol>[=!<>&|]+|[^])/uy

/** Cuts a source into tokens. Never fails: what CEL cannot read becomes a symbol or a foreign token. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  let start = 0
  while (start < source.length) {
    pattern.lastIndex = start
    const groups = pattern.exec(source)?.groups ?? {}
    const [kind, text] = (Object.entries(groups) as [string, string | undefined][]).find(
      ([, found]) => found,
    ) ?? ['symbol', source.charAt(start)]
    const end = start + (text?.length ?? 1)
    if (kind !== 'space') tokens.push({ kind: kind as Token['kind'], text: text ?? '', start, end })
    start = end
  }
  return tokens
}
