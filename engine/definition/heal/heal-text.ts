import type { SourceText } from '../parse/source-text.js'
import { FaultList } from './fault-list.js'
import { applyEdits, type HealedText } from './healed-text.js'
import { scanBlock } from './scan-block.js'

/**
 * Finds in the source text what YAML would turn into something else, and gives the parser what was meant instead, so
 * that one fault does not hide the next. Offsets lead back into the file.
 */
export function healText(source: SourceText): HealedText {
  const faults = new FaultList(source)
  scanBlock(source.text, faults)
  return applyEdits(source.text, faults.edits, faults.problems)
}
