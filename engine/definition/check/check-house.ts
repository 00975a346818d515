import type { JsonObject } from '../../errors/json.js'
import type { Cast, HouseContact, HouseRole, Organisation, OutsideParty } from '../checked-workflows.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import { dictionary } from '../compile/field-node.js'
import { member, objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { SourceSet } from '../document.js'
import { documentsOf } from './documents-of.js'
import { readAbsences } from './read-absences.js'

export { documentsOf } from './documents-of.js'

/** The organisation all files together describe; where two define the same name, the first counts. */
export function organisationOf(set: SourceSet): Organisation {
  const documents = documentsOf(set, 'organisation')
  const all = <T>(key: string, read: (entry: JsonObject, id: string, file: JsonObject) => T) =>
    dictionary(
      firstOfEach(
        documents.flatMap(({ value }) =>
          objectsAt(value, key).map(([id, entry]) => [id, read(entry, id, value)] as const),
        ),
      ),
    )
  return {
    roles: all('roles', readRole),
    people: all('people', (person, id, file) => ({
      name: textAt(person, 'name') ?? id,
      ...readPerson(person, file),
      ...textPart(person, 'department'),
      ...textPart(person, 'branch'),
    })),
    departments: all('departments', (entry, id) => ({
      title: titleOr(entry, id),
      ...textPart(entry, 'head'),
    })),
    branches: all('branches', (entry, id) => ({ title: titleOr(entry, id) })),
    skills: all('skills', (entry, id) => bilingualAt({ title: entry }, 'title') ?? sameText(id)),
    parties: all('parties', readParty),
  }
}

/** People and things that scenarios name, of all casts. */
export function castOf(set: SourceSet): Cast {
  const documents = documentsOf(set, 'people')
  const people = documents.flatMap(({ value }) =>
    objectsAt(value, 'people').map(([id, person]) => {
      return [id, { ...textPart(person, 'name'), ...readPerson(person, value) }] as const
    }),
  )
  const things = documents.flatMap(({ value }) => objectsAt(value, 'things'))
  return { people: dictionary(firstOfEach(people)), things: dictionary(firstOfEach(things)) }
}

function readRole(role: JsonObject, id: string): HouseRole {
  const notWith = textsAt(role, 'notWith') ?? []
  return {
    title: titleOr(role, id),
    ...(role['outside'] === true && { outside: true }),
    ...(role['deputies'] === false && { deputies: false }),
    ...(notWith.length > 0 && { notWith }),
  }
}

function readParty(party: JsonObject, id: string): OutsideParty {
  const kind = (textAt(party, 'kind') ?? 'other') as OutsideParty['kind']
  return { title: titleOr(party, id), kind, roles: textsAt(party, 'roles') ?? [], ...readContact(party) }
}

/** What people of the house and of a cast have in common. */
function readPerson(person: JsonObject, file: JsonObject): Cast['people'][string] {
  const [skills, absences] = [textsAt(person, 'skills'), readAbsences(person, textAt(file, 'zone'))]
  const order = member(person, 'order')
  return {
    roles: textsAt(person, 'roles') ?? [],
    ...readContact(person),
    ...textPart(person, 'party'),
    ...(skills && { skills }),
    ...(typeof order === 'number' && { order }),
    ...(absences.length > 0 && { absences }),
  }
}

function readContact(entry: JsonObject): { readonly contact?: HouseContact } {
  const language = textAt(entry, 'language')
  const contact: HouseContact = {
    ...textPart(entry, 'email'),
    ...textPart(entry, 'mobile'),
    ...(language === 'zh-CN' || language === 'en' ? { language } : {}),
  }
  return Object.keys(contact).length === 0 ? {} : { contact }
}

function textPart<K extends string>(entry: JsonObject, key: K): { readonly [key in K]?: string } {
  const text = textAt(entry, key)
  return (text === undefined ? {} : { [key]: text }) as { readonly [key in K]?: string }
}

function titleOr(entry: JsonObject, id: string): HouseRole['title'] {
  return bilingualAt(entry, 'title') ?? sameText(id)
}

function sameText(id: string): HouseRole['title'] {
  return { 'zh-CN': id, en: id }
}

function firstOfEach<T>(entries: readonly (readonly [string, T])[]): Iterable<readonly [string, T]> {
  return [...entries].reverse()
}
