import { stringify } from 'yaml'
import type { SourceDocument } from './document.js'

/** The long form of a file as YAML: what the engine sees after every short form is expanded. */
export function explainDocument(document: SourceDocument): string {
  return stringify(document.value, { lineWidth: 110, aliasDuplicateObjects: false })
}
