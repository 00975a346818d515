import { isObject } from '../compile/json-access.js'
import type { DocumentKind, SourceDocument, SourceSet } from '../document.js'

/** Documents of a kind, in the order of their files. */
export function documentsOf(set: SourceSet, kind: DocumentKind): readonly SourceDocument[] {
  return set.documents.filter((document) => document.kind === kind && isObject(document.value))
}
