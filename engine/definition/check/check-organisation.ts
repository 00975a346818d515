import type { Problem } from '../../errors/problem.js'
import { objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { reportRoles, type HouseSurroundings } from './check-people.js'
import { documentLog } from './surroundings.js'

/** Roles, departments and parties of an organisation: what they name that is not there. */
export function checkOrganisation(
  document: SourceDocument,
  surroundings: HouseSurroundings,
): readonly Problem[] {
  const log = documentLog(document, surroundings)
  checkRoles(log, document, surroundings)
  checkHeads(log, document, surroundings)
  checkParties(log, document, surroundings)
  return log.problems
}

function checkRoles(log: ProblemLog, { value }: SourceDocument, surroundings: HouseSurroundings): void {
  for (const [role, entry] of objectsAt(value, 'roles')) {
    const path = ['roles', role]
    reportRoles(log, entry, { key: 'notWith', path }, surroundings)
    const own = (textsAt(entry, 'notWith') ?? []).indexOf(role)
    if (own < 0) continue
    const message = `Expected another role, but '${role}' would exclude itself.`
    log.report('wrong-value', [...path, 'notWith', own], message, { expected: 'another role', found: role })
  }
}

function checkHeads(log: ProblemLog, { value }: SourceDocument, { people }: HouseSurroundings): void {
  for (const [department, entry] of objectsAt(value, 'departments')) {
    const head = textAt(entry, 'head')
    if (head === undefined || Object.hasOwn(people, head)) continue
    const what = 'a person of the organisation'
    log.reportUnknown('unknown-person', ['departments', department, 'head'], {
      what,
      name: head,
      known: Object.keys(people),
    })
  }
}

/** A party takes part from outside: a role of the house would open whole cases to it. */
function checkParties(log: ProblemLog, { value }: SourceDocument, surroundings: HouseSurroundings): void {
  const { roles = [], outsideRoles = [] } = surroundings.known
  for (const [party, entry] of objectsAt(value, 'parties')) {
    const path = ['parties', party]
    reportRoles(log, entry, { key: 'roles', path }, surroundings)
    for (const [index, role] of (textsAt(entry, 'roles') ?? []).entries()) {
      if (!roles.includes(role) || outsideRoles.includes(role)) continue
      const expected = 'a role of people outside'
      log.report(
        'wrong-value',
        [...path, 'roles', index],
        `Expected ${expected}, but '${role}' is one of the house.`,
        { expected, found: role, hint: `Mark '${role}' with \`outside: true\`, or take it out here.` },
      )
    }
  }
}
