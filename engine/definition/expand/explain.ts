import { stringify } from 'yaml'
import type { SourceDocument } from '../document.js'

/** The long form of a document as YAML: what every check and the engine see of it. Ends with a line break. */
export function explain(document: Pick<SourceDocument, 'value'>): string {
  return stringify(document.value, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.2' })
}
