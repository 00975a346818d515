import { isWide } from '../../errors/index.js'

/**
 * How wide texts are, from a fixed table in place of a font: so the server, the command line and every browser lay out
 * the same picture. Generous enough for DejaVu Sans, the widest of the fonts a picture may meet.
 */

/** Width of a text in units of its font size. Bold letters are a tenth wider. */
export function textWidth(text: string, { isBold = false }: { readonly isBold?: boolean } = {}): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return isBold ? width * 1.1 : width
}

/** Columns of a text: one for a Latin letter, two for a Chinese one. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += isWide(character) ? 2 : 1
  return columns
}

/** A text of at most so many columns; what is longer ends with an ellipsis. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  let used = 1
  for (const character of text) {
    used += isWide(character) ? 2 : 1
    if (used > columns) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

function characterWidth(character: string): number {
  if (isWide(character)) return 1
  if (/[\u0300-\u036f\u200b-\u200f\ufe00-\ufe0f]/.test(character)) return 0
  if (/[ijlI.,:;'|!()[\]‘’·]/.test(character)) return 0.4
  if (/[mwMW@%]/.test(character)) return 0.98
  if (/[A-Z]/.test(character)) return 0.72
  if (/[“”…—≤≥≠→×]/.test(character)) return 1
  if (character === ' ') return 0.33
  return 0.63
}
