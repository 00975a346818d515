import type { Problem } from '../../errors/problem.js'
import { documentsOf } from '../check/documents-of.js'
import { documentLog, type Surroundings } from '../check/surroundings.js'
import type { CheckedProcess } from '../checked-process.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { checkFields } from './check-fields.js'
import type { CheckedAccess, Grant } from './checked-access.js'
import { casePermissions, permissions } from './permissions.js'
import { readAccess } from './read-access.js'
import { usualAccess } from './usual-access.js'

/** What access rules are checked against: the processes and registers of the same files. */
export interface AccessSurroundings extends Surroundings {
  readonly processes: readonly CheckedProcess[]
}

/** The rules on access of a set, and what is wrong with them; without a file, what is usual. */
export function checkAccess(surroundings: AccessSurroundings): {
  readonly access: CheckedAccess
  readonly problems: readonly Problem[]
} {
  const [first, ...others] = documentsOf(surroundings.set, 'access')
  if (!first) return { access: usualAccess, problems: [] }
  const access = readAccess(first)
  const log = documentLog(first, surroundings)
  checkRoles(log, access, surroundings)
  for (const [path, grant] of grantsOf(access)) {
    checkNames(log, { path, grant }, surroundings)
    checkFields(log, { path, grant }, surroundings.processes)
    warnOfBlindOperator(log, path, grant)
  }
  warnOfUnheld(log, access)
  return {
    access,
    problems: [...log.problems, ...others.flatMap((other) => onlyOne(other, first, surroundings))],
  }
}

/** Every grant with its place. */
function grantsOf({
  staff,
  outside,
  roles,
}: CheckedAccess): readonly (readonly [readonly string[], Grant])[] {
  return [
    [['staff'], staff],
    [['outside'], outside],
    ...[...roles].map(([role, grant]) => [['roles', role], grant] as const),
  ]
}

/** Rules that stand in two places cannot be read as one. */
function onlyOne(
  document: SourceDocument,
  first: SourceDocument,
  surroundings: AccessSurroundings,
): readonly Problem[] {
  // Of two files with one id, reading says so.
  if (document.id === first.id) return []
  const log = documentLog(document, surroundings)
  log.report('duplicate-id', ['access'], `Expected one file on access, but '${first.file}' is one too.`, {
    found: document.id,
    hint: 'Write all of it in one of them.',
  })
  return log.problems
}

function checkRoles(log: ProblemLog, access: CheckedAccess, { known }: AccessSurroundings): void {
  if (!known.roles) return
  for (const [role, grant] of access.roles) {
    if (!known.roles.includes(role)) {
      const what = 'a role of the organisation'
      log.reportUnknown('unknown-role', ['roles', role], { what, name: role, known: known.roles, key: true })
    } else if (grant.sees.length > 0 && known.outsideRoles?.includes(role))
      log.report(
        'wrong-value',
        ['roles', role, 'sees'],
        `Expected no 'sees' for '${role}', but it is a role of people outside.`,
        {
          key: true,
          found: role,
          hint: 'They see the cases they began or take part in; what a party sees of them stands under `parties` of the process.',
        },
      )
  }
}

function checkNames(
  log: ProblemLog,
  { path, grant }: { readonly path: readonly string[]; readonly grant: Grant },
  { known, set }: AccessSurroundings,
): void {
  for (const [line, { processes }] of grant.sees.entries())
    for (const id of processes === 'all' ? [] : processes.ids)
      if (!known.processes?.includes(id))
        log.reportUnknown('unknown-process', [...path, 'sees', line, 'processes'], {
          what: "a process, 'all' or 'working'",
          name: id,
          known: [...(known.processes ?? []), 'all', 'working'],
        })
  const registers = documentsOf(set, 'register').map(({ id }) => id)
  for (const id of grant.registers === 'all' ? [] : grant.registers.ids)
    if (!registers.includes(id))
      log.reportUnknown('unknown-register', [...path, 'registers'], {
        what: "a register, 'all' or 'own'",
        name: id,
        known: [...registers, 'all', 'own'],
      })
}

/** Whoever sees no case can be asked to decide about none. */
function warnOfBlindOperator(log: ProblemLog, path: readonly string[], { sees, may }: Grant): void {
  const [first] = casePermissions.filter((one) => may.has(one))
  if (first === undefined || sees.length > 0) return
  log.report('operates-unseen', [...path, 'may'], `Expected 'sees' beside '${first}', but no case is seen.`, {
    key: true,
    severity: 'warning',
    found: first,
    hint: 'Say under `sees` which cases it may be done to.',
  })
}

/** A permission that no role has is one nobody can use when it is needed. */
function warnOfUnheld(log: ProblemLog, access: CheckedAccess): void {
  const grants = grantsOf(access)
  const unheld = permissions.filter((one) => grants.every(([, { may }]) => !may.has(one)))
  const [first] = unheld
  if (first === undefined) return
  const names = unheld.map((one) => `'${one}'`).join(', ')
  log.report('permission-nobody-has', ['access'], `Expected somebody who may ${names}, but no role may.`, {
    severity: 'warning',
    found: first,
    hint: 'Give it to a role under `may`.',
  })
}
