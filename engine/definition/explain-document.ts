import { stringify } from 'yaml'
import type { SourceDocument, SourceSet } from './document.js'
import { withModules } from './modules/merge-modules.js'

/**
 * The long form of a file as YAML: what the engine sees after every short form is expanded and, where the files it was
 * read with are given, after a process has taken over the parts of its modules.
 */
export function explainDocument(document: SourceDocument, set?: SourceSet): string {
  const { value } = set ? withModules(document, set).document : document
  return stringify(value, { lineWidth: 110, aliasDuplicateObjects: false })
}
