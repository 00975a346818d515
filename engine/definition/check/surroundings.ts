import type { KnownNames } from '../compile/compilation.js'
import { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, SourceSet } from '../document.js'

/** What a document is checked against. */
export interface Surroundings {
  readonly set: SourceSet
  readonly known: KnownNames
  /** Names in the places of problems of reading; that nothing is called so is not reported again. */
  readonly faultyNames: ReadonlySet<string>
}

/** Collects what is wrong in one document, at its places. */
export function documentLog(
  document: SourceDocument,
  { faultyNames }: Pick<Surroundings, 'faultyNames'>,
): ProblemLog {
  return new ProblemLog((path, options) => document.locate(path, options), faultyNames)
}
