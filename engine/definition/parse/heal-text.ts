import { applyEdits, type HealedText } from './healed-text.js'
import type { SourceText } from './source-text.js'
export function healText(source: SourceText): HealedText {
  return applyEdits(source.text, [], [])
}
