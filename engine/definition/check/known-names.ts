import type { DocumentKind, SourceDocument, SourceSet } from '../document.js'
import { otherProcesses } from './other-processes.js'
import type { KnownNames } from '../compile/compilation.js'
import { dictionary } from '../compile/field-node.js'
import { member, objectAt } from '../compile/json-access.js'

/** Names the documents of a set define for one another. Roles are not checked where no organisation is there. */
export function knownNames(set: SourceSet): KnownNames {
  const organisations = set.documents.filter(({ kind }) => kind === 'organisation')
  const written = organisations.flatMap(({ value }) => Object.entries(objectAt(value, 'roles')))
  const roles = written.map(([role]) => role)
  const outsideRoles = written.flatMap(([role, entry]) => (member(entry, 'outside') === true ? [role] : []))
  const skills = organisations.flatMap(({ value }) => Object.keys(objectAt(value, 'skills')))
  return {
    templates: idsOf(set, 'template'),
    papers: idsOf(set, 'paper'),
    processes: idsOf(set, 'process'),
    otherProcesses: otherProcesses(set),
    calendars: idsOf(set, 'calendar'),
    prices: pricesOf(set),
    ...(organisations.length > 0 && { roles, outsideRoles, skills }),
  }
}

/** Items by price list. */
function pricesOf(set: SourceSet): KnownNames['prices'] & object {
  const items = dictionary<readonly string[]>([])
  for (const { kind, id, value } of set.documents)
    if (kind === 'prices') items[id] = [...(items[id] ?? []), ...Object.keys(objectAt(value, 'items'))]
  return items
}

/** Every step of every story asks. */
const ids = new WeakMap<SourceSet, Map<DocumentKind, readonly string[]>>()

/** Ids of the documents of a kind. */
export function idsOf(set: SourceSet, kind: DocumentKind): readonly string[] {
  const ofSet = ids.get(set) ?? new Map<DocumentKind, readonly string[]>()
  ids.set(set, ofSet)
  const found =
    ofSet.get(kind) ?? set.documents.filter((document) => document.kind === kind).map(({ id }) => id)
  ofSet.set(kind, found)
  return found
}

/**
 * Names that stand in the places of problems found while reading: in the document itself, and in those that others
 * refer to. What was left out there looks unknown afterwards, and is not reported a second time.
 */
export function faultyNames(set: SourceSet, document: SourceDocument): ReadonlySet<string> {
  if (set.problems.length === 0) return new Set()
  const elsewhere = new Set(
    set.documents
      .filter(({ kind }) => kind === 'process' || kind === 'scenario' || kind === 'replay')
      .map(({ file }) => file)
      .filter((file) => file !== document.file),
  )
  const errors = set.problems.filter(
    ({ severity, place }) => severity === 'error' && place && !elsewhere.has(place.file),
  )
  return new Set(errors.flatMap(({ place }) => place?.path?.split('.') ?? []))
}
