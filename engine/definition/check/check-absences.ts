import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isDate } from '../../time/index.js'
import { listAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import type { Organisation } from '../checked-workflows.js'

/** Everybody a document may name, with the party each belongs to. */
export interface PeopleHere {
  readonly people: { readonly [id: string]: Pick<Organisation['people'][string], 'party'> }
}

/** Days that do not exist or run backwards, and deputies that cannot be one. */
export function checkAbsences(
  log: ProblemLog,
  { id, person, path }: { readonly id: string; readonly person: JsonObject; readonly path: ValuePath },
  { people }: PeopleHere,
): void {
  for (const [index, absence] of listAt(person, 'absent').entries()) {
    const at = [...path, 'absent', index]
    checkDays(log, absence, at)
    const deputy = textAt(absence, 'deputy')
    if (deputy !== undefined) checkDeputy(log, { id, deputy, path: [...at, 'deputy'] }, people)
  }
}

function checkDays(log: ProblemLog, absence: JsonValue, path: ValuePath): void {
  const [from, to] = [textAt(absence, 'from'), textAt(absence, 'to')]
  const wrong = [
    ['from', from],
    ['to', to],
  ] as const
  for (const [key, day] of wrong)
    if (day !== undefined && !isDate(day)) {
      const expected = 'a day that exists'
      log.report('wrong-value', [...path, key], `Expected ${expected}, but found '${day}'.`, {
        expected,
        found: day,
      })
    }
  if (from === undefined || to === undefined || !isDate(from) || !isDate(to) || from <= to) return
  const expected = `${from} or a later day`
  log.report('wrong-value', [...path, 'to'], `Expected ${expected}, but the absence ends on ${to}.`, {
    expected,
    found: to,
    hint: 'The first and the last day are both part of the absence.',
  })
}

function checkDeputy(
  log: ProblemLog,
  { id, deputy, path }: { readonly id: string; readonly deputy: string; readonly path: ValuePath },
  people: PeopleHere['people'],
): void {
  if (!Object.hasOwn(people, deputy)) {
    const what = 'a person of the organisation'
    log.reportUnknown('unknown-person', path, { what, name: deputy, known: Object.keys(people) })
    return
  }
  if (deputy === id) {
    const message = `Expected somebody else to stand in, but '${id}' would stand in for '${id}'.`
    log.report('wrong-value', path, message, { expected: 'another person', found: deputy })
    return
  }
  const [own, other] = [people[id]?.party, people[deputy]?.party]
  if (own === other) return
  const expected = own === undefined ? 'a person of the house' : `a person of the party '${own}'`
  log.report('wrong-value', path, `Expected ${expected} to stand in, but '${deputy}' is none.`, {
    expected,
    found: deputy,
    hint: 'A deputy has the roles of the absent person, and sees what those open.',
  })
}
