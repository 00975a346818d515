import type { DocumentKind, SourceSet } from '../document.js'
import type { KnownNames } from '../compile/compilation.js'
import { objectAt } from '../compile/json-access.js'

/** Names the documents of a set define for one another. Roles are not checked where no organisation is there. */
export function knownNames(set: SourceSet): KnownNames {
  const organisations = set.documents.filter(({ kind }) => kind === 'organisation')
  const roles = organisations.flatMap(({ value }) => Object.keys(objectAt(value, 'roles')))
  return {
    templates: idsOf(set, 'template'),
    papers: idsOf(set, 'paper'),
    processes: idsOf(set, 'process'),
    calendars: idsOf(set, 'calendar'),
    ...(organisations.length > 0 && { roles }),
  }
}

/** Ids of the documents of a kind. */
export function idsOf(set: SourceSet, kind: DocumentKind): readonly string[] {
  return set.documents.filter((document) => document.kind === kind).map(({ id }) => id)
}

/**
 * Names that stand in the places of problems found while reading. What was left out there looks unknown afterwards,
 * and is not reported a second time.
 */
export function faultyNames(set: SourceSet): ReadonlySet<string> {
  const errors = set.problems.filter(({ severity }) => severity === 'error')
  return new Set(errors.flatMap(({ place }) => place?.path?.split('.') ?? []))
}
