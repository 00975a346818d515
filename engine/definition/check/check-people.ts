import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import { isZone } from '../../time/index.js'
import type { Organisation } from '../checked-workflows.js'
import { member, objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, ValuePath } from '../document.js'
import { checkAbsences, type PeopleHere } from './check-absences.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** What the people of a document are checked against. */
export type HouseSurroundings = Surroundings & PeopleHere & { readonly organisation: Organisation }

/** People of an organisation or a cast: what they name that is not there, and what does not go together. */
export function checkPeople(document: SourceDocument, surroundings: HouseSurroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  const people = objectsAt(document.value, 'people')
  checkZone(log, document.value)
  for (const [id, person] of people) {
    const path = ['people', id]
    reportRoles(log, person, { key: 'roles', path }, surroundings)
    reportExclusive(log, person, path, surroundings.organisation)
    reportPlaces(log, person, path, surroundings)
    reportParty(log, person, path, surroundings)
    checkAbsences(log, { id, person, path }, surroundings)
  }
  const away = people.find(([, person]) => member(person, 'absent') !== undefined)
  if (away && textAt(document.value, 'zone') === undefined)
    log.report(
      'missing-key',
      ['people', away[0], 'absent'],
      "Expected a 'zone' at the top of this file, since days of absence begin and end somewhere, but it is missing.",
      { key: true, expected: 'zone', hint: "Write for instance 'zone: Asia/Shanghai'." },
    )
  return log.problems
}

function checkZone(log: ProblemLog, value: JsonObject): void {
  const zone = textAt(value, 'zone')
  if (zone === undefined || isZone(zone)) return
  const expected = 'an IANA time zone, such as Asia/Shanghai'
  log.report('wrong-value', ['zone'], `Expected ${expected}, but found '${zone}'.`, { expected, found: zone })
}

/** Roles of a list that the organisation does not have. */
export function reportRoles(
  log: ProblemLog,
  holder: JsonObject,
  { key, path }: { readonly key: string; readonly path: ValuePath },
  { known }: Pick<Surroundings, 'known'>,
): void {
  for (const [index, role] of (textsAt(holder, key) ?? []).entries())
    if (known.roles && !known.roles.includes(role))
      log.reportUnknown('unknown-role', [...path, key, index], {
        what: 'a role of the organisation',
        name: role,
        known: known.roles,
      })
}

function reportExclusive(
  log: ProblemLog,
  person: JsonObject,
  path: ValuePath,
  { roles: house }: Organisation,
): void {
  const roles = textsAt(person, 'roles') ?? []
  for (const [index, role] of roles.entries()) {
    const other = roles.slice(0, index).find((before) => excludeEachOther(house, before, role))
    if (other === undefined) continue
    log.report(
      'roles-exclude-each-other',
      [...path, 'roles', index],
      `Expected nobody to hold '${other}' and '${role}' together, but '${String(path.at(-1))}' does.`,
      { found: role, hint: `Take one of them away, or take it out of 'notWith' in the organisation.` },
    )
  }
}

function excludeEachOther(roles: Organisation['roles'], one: string, other: string): boolean {
  const excludes = (from: string, to: string): boolean =>
    Object.hasOwn(roles, from) && roles[from]?.notWith?.includes(to) === true
  return excludes(one, other) || excludes(other, one)
}

function reportPlaces(
  log: ProblemLog,
  person: JsonObject,
  path: ValuePath,
  { known, organisation: house }: HouseSurroundings,
): void {
  if (!known.roles) return
  const places = [
    ['department', 'unknown-department', 'a department of the organisation', house.departments],
    ['branch', 'unknown-branch', 'a branch of the organisation', house.branches],
  ] as const
  for (const [key, code, what, all] of places) {
    const name = textAt(person, key)
    if (name !== undefined && !Object.hasOwn(all, name))
      log.reportUnknown(code, [...path, key], { what, name, known: Object.keys(all) })
  }
  for (const [index, skill] of (textsAt(person, 'skills') ?? []).entries())
    if (!Object.hasOwn(house.skills, skill))
      log.reportUnknown('unknown-skill', [...path, 'skills', index], {
        what: 'a skill of the organisation',
        name: skill,
        known: Object.keys(house.skills),
      })
}

/** Whoever belongs to a party has only roles in which the party takes part: a role of the house would show whole cases. */
function reportParty(
  log: ProblemLog,
  person: JsonObject,
  path: ValuePath,
  { known, organisation }: HouseSurroundings,
): void {
  const name = textAt(person, 'party')
  if (name === undefined || !known.roles) return
  const party = Object.hasOwn(organisation.parties, name) ? organisation.parties[name] : undefined
  if (!party) {
    const what = 'a party of the organisation'
    log.reportUnknown('unknown-party', [...path, 'party'], {
      what,
      name,
      known: Object.keys(organisation.parties),
    })
    return
  }
  for (const [index, role] of (textsAt(person, 'roles') ?? []).entries())
    if (known.roles.includes(role) && !party.roles.includes(role)) {
      const expected = `a role of the party '${name}'`
      log.report('wrong-value', [...path, 'roles', index], `Expected ${expected}, but found '${role}'.`, {
        expected,
        found: role,
        hint: `Its roles are ${party.roles.join(', ') || 'none'}.`,
      })
    }
}
