import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import type { Cast, Organisation } from '../checked-workflows.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import type { KnownNames } from '../compile/compilation.js'
import { dictionary } from '../compile/field-node.js'
import { isObject, objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { DocumentKind, SourceDocument, SourceSet } from '../document.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** The organisation all files together describe; where two define the same name, the first counts. */
export function organisationOf(set: SourceSet): Organisation {
  const documents = documentsOf(set, 'organisation')
  const roles = documents
    .flatMap(({ value }) => objectsAt(value, 'roles'))
    .map(([id, role]) => {
      const title = bilingualAt(role, 'title') ?? { 'zh-CN': id, en: id }
      return [id, { title, ...(role['outside'] === true && { outside: true }) }] as const
    })
  const people = documents
    .flatMap(({ value }) => objectsAt(value, 'people'))
    .map(([id, person]) => {
      return [id, { name: textAt(person, 'name') ?? id, roles: textsAt(person, 'roles') ?? [] }] as const
    })
  return { roles: dictionary(firstOfEach(roles)), people: dictionary(firstOfEach(people)) }
}

/** People and things that scenarios name, of all casts. */
export function castOf(set: SourceSet): Cast {
  const documents = documentsOf(set, 'people')
  const people = documents
    .flatMap(({ value }) => objectsAt(value, 'people'))
    .map(([id, person]) => {
      const name = textAt(person, 'name')
      return [id, { ...(name !== undefined && { name }), roles: textsAt(person, 'roles') ?? [] }] as const
    })
  const things = documents.flatMap(({ value }) => objectsAt(value, 'things'))
  return { people: dictionary(firstOfEach(people)), things: dictionary(firstOfEach(things)) }
}

/** Roles that people of a document are given, but that the organisation does not have. */
export function checkPeople(document: SourceDocument, surroundings: Surroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  for (const [id, person] of objectsAt(document.value, 'people'))
    reportRoles(log, person, ['people', id, 'roles'], surroundings.known)
  return log.problems
}

function reportRoles(
  log: ProblemLog,
  person: JsonObject,
  path: readonly string[],
  { roles }: KnownNames,
): void {
  for (const [index, role] of (textsAt(person, 'roles') ?? []).entries())
    if (roles && !roles.includes(role))
      log.reportUnknown('unknown-role', [...path, index], {
        what: 'a role of the organisation',
        name: role,
        known: roles,
      })
}

/** Documents of a kind, in the order of their files. */
export function documentsOf(set: SourceSet, kind: DocumentKind): readonly SourceDocument[] {
  return set.documents.filter((document) => document.kind === kind && isObject(document.value))
}

function firstOfEach<T>(entries: readonly (readonly [string, T])[]): Iterable<readonly [string, T]> {
  return [...entries].reverse()
}
