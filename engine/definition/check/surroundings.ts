import type { KnownNames } from '../compile/compilation.js'
import { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, SourceSet } from '../document.js'
import { faultyNames } from './known-names.js'

/** What a document is checked against. */
export interface Surroundings {
  readonly set: SourceSet
  readonly known: KnownNames
}

/** Collects what is wrong in one document, at its places. */
export function documentLog(document: SourceDocument, { set }: Pick<Surroundings, 'set'>): ProblemLog {
  return new ProblemLog((path, options) => document.locate(path, options), faultyNames(set, document))
}
