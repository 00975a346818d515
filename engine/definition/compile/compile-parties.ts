import type { JsonObject } from '../../errors/json.js'
import type { CheckedParty } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { Compilation } from './compilation.js'
import { knownField } from './compile-data-actions.js'
import { compileExpression } from './compile-expression.js'
import { objectsAt, textAt, textsAt } from './json-access.js'

/** The outside roles that are one certain party in each case, by role, in document order. */
export function compileParties(compilation: Compilation): ReadonlyMap<string, CheckedParty> {
  return new Map(
    objectsAt(compilation.resolved, 'parties').flatMap(([role, party]) => {
      const path = ['parties', role]
      const known = isOutsideRole(compilation, role, path)
      const sees = knownSights(compilation, party, path)
      const source = textAt(party, 'is')
      const { log, scopes } = compilation
      const is =
        source === undefined
          ? undefined
          : compileExpression(log, scopes.base, {
              source,
              path: [...path, 'is'],
              expected: { kind: 'text' },
            })
      return known && is ? [[role, { role, is, sees }] as const] : []
    }),
  )
}

/** People of the house see whole processes, so only a role of people outside can be a party. */
function isOutsideRole({ log, known }: Compilation, role: string, path: ValuePath): boolean {
  if (known.roles && !known.roles.includes(role)) {
    const what = 'a role of the organisation'
    log.reportUnknown('unknown-role', path, { what, name: role, known: known.roles, key: true })
    return false
  }
  if (!known.outsideRoles || known.outsideRoles.includes(role)) return true
  const expected = 'a role of people outside'
  log.report('wrong-value', path, `Expected ${expected}, but '${role}' is one of the house.`, {
    key: true,
    expected,
    found: role,
    hint: `Mark it \`outside: true\` in the organisation, or leave it out here: people of the house see the case by their tasks.`,
  })
  return false
}

function knownSights(compilation: Compilation, party: JsonObject, path: ValuePath): readonly string[] {
  return (textsAt(party, 'sees') ?? []).filter(
    (name, index) => knownField(compilation, name, { path: [...path, 'sees', index] }) !== undefined,
  )
}
