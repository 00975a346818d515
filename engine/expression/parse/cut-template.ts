/** A stretch of a message text. `start` of a hole is that of its expression, of an unclosed one that of its `${`. */
type TemplatePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly source: string; readonly start: number }
  | { readonly kind: 'unclosed'; readonly start: number }

/** Cuts a message text at its `${…}`. A `}` inside a quoted text does not end the expression; `$${` is `${` itself. */
export function cutTemplate(text: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = []
  let at = 0
  while (at < text.length) {
    const hole = text.indexOf('${', at)
    if (hole < 0) return [...pieces, { kind: 'text', text: text.slice(at) }]
    if (text[hole - 1] === '$' && hole > at) {
      pieces.push({ kind: 'text', text: `${text.slice(at, hole - 1)}\${` })
      at = hole + 2
      continue
    }
    if (hole > at) pieces.push({ kind: 'text', text: text.slice(at, hole) })
    const end = endOfHole(text, hole + 2)
    if (end === undefined) return [...pieces, { kind: 'unclosed', start: hole }]
    pieces.push({ kind: 'hole', source: text.slice(hole + 2, end), start: hole + 2 })
    at = end + 1
  }
  return pieces
}

function endOfHole(text: string, from: number): number | undefined {
  let quote: string | undefined
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (quote !== undefined) {
      if (character === '\\') at += 1
      else if (character === quote) quote = undefined
    } else if (character === '"' || character === "'") quote = character
    else if (character === '}') return at
  }
  return undefined
}
