import type { Problem } from '../../errors/problem.js'
import { nearestName } from '../../errors/nearest-name.js'
import { documentsOf } from '../check/check-house.js'
import { documentLog, type Surroundings } from '../check/surroundings.js'
import type { CheckedProcess } from '../checked-process.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import { isObject, listAt, objectAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, ValuePath } from '../document.js'
import type {
  ByProcess,
  CheckedRegister,
  RegisterColumn,
  RegisterPeriod,
  RegisterRows,
} from './checked-register.js'
import { compileRegister, type RegisterFault } from './compile-register.js'

/** What registers are checked against: the processes of the same files. */
export interface RegisterSurroundings extends Surroundings {
  readonly processes: readonly CheckedProcess[]
}

/** The registers of a set, each checked against every process it is over; faulty ones are reported and left out. */
export function checkRegisters(surroundings: RegisterSurroundings): {
  readonly registers: readonly CheckedRegister[]
  readonly problems: readonly Problem[]
} {
  const seen = new Set<string>()
  const checks = documentsOf(surroundings.set, 'register').map((document) => {
    const log = documentLog(document, surroundings)
    const register = registerOf(document)
    reportNames(register, surroundings, log)
    for (const id of register.of) {
      const process = surroundings.processes.find((each) => each.id === id)
      for (const fault of process ? compileRegister(register, process).faults : [])
        reportFault(log, fault, register.of.length > 1 ? id : undefined)
    }
    // Two files with one id are a problem of reading; the first counts.
    const first = !seen.has(document.id)
    seen.add(document.id)
    return { registers: document.sound && first && !log.failed ? [register] : [], problems: log.problems }
  })
  return {
    registers: checks.flatMap(({ registers }) => registers),
    problems: checks.flatMap(({ problems }) => problems),
  }
}

const struckOffTitle = { 'zh-CN': '销号', en: 'Struck off' }

function registerOf({ id, value }: SourceDocument): CheckedRegister {
  const description = bilingualAt(value, 'description')
  const source = textsAt(value, 'source')
  const where = textAt(value, 'where')
  const struckOff = objectAt(value, 'struckOff')
  const [when, at] = [textAt(struckOff, 'when'), textAt(struckOff, 'at')]
  const title = bilingualAt(struckOff, 'title') ?? struckOffTitle
  return {
    id,
    title: bilingualAt(value, 'title') ?? { 'zh-CN': id, en: id },
    ...(description && { description }),
    ...(source && { source }),
    of: [...new Set(textsAt(value, 'of') ?? [])],
    rows: rowsOf(value),
    ...(where !== undefined && { where }),
    ...byProcess(value, 'whereIn'),
    period: periodOf(textAt(value, 'period')),
    columns: columnsOf(value),
    ...(when !== undefined && {
      struckOff: { title, when, ...byProcess(struckOff, 'whenIn'), ...(at !== undefined && { at }) },
    }),
    roles: textsAt(value, 'roles') ?? [],
  }
}

function rowsOf(value: SourceDocument['value']): RegisterRows {
  const rows = objectAt(value, 'rows')
  const [paper, list] = [textAt(rows, 'vouchers'), textAt(rows, 'items')]
  if (paper !== undefined) return { kind: 'vouchers', paper }
  return list === undefined ? { kind: 'cases' } : { kind: 'items', list }
}

function periodOf(written = 'started'): RegisterPeriod {
  if (written.startsWith('=')) return { kind: 'expression', source: written.slice(1) }
  return { kind: written === 'ended' ? 'ended' : 'started' }
}

function columnsOf(value: SourceDocument['value']): readonly RegisterColumn[] {
  return listAt(value, 'columns').flatMap((column) => {
    const name = textAt(column, 'name')
    const expression = textAt(column, 'value')
    if (!isObject(column) || name === undefined || expression === undefined) return []
    const title = bilingualAt(column, 'title') ?? { 'zh-CN': name, en: name }
    const optional = column['optional'] === true
    return [{ name, title, value: expression, ...byProcess(column, 'valueIn'), optional }]
  })
}

/** Expressions by process under a key; no member where there are none. */
function byProcess<Key extends string>(
  value: SourceDocument['value'],
  key: Key,
): { readonly [key in Key]?: ByProcess } {
  const written = Object.entries(objectAt(value, key)).flatMap(([id, expression]) =>
    typeof expression === 'string' ? [[id, expression] as const] : [],
  )
  const found: { [key in Key]?: ByProcess } = {}
  if (written.length > 0) found[key] = new Map(written)
  return found
}

function reportNames(
  { of, roles, columns, whereIn, struckOff }: CheckedRegister,
  { known }: RegisterSurroundings,
  log: ProblemLog,
): void {
  reportStrangers(of, [whereIn, ['whereIn']], log)
  reportStrangers(of, [struckOff?.whenIn, ['struckOff', 'whenIn']], log)
  for (const [index, { valueIn }] of columns.entries())
    reportStrangers(of, [valueIn, ['columns', index, 'valueIn']], log)
  for (const [index, name] of of.entries())
    if (!known.processes?.includes(name))
      log.reportUnknown('unknown-process', ['of', index], {
        what: 'a process',
        name,
        known: known.processes ?? [],
      })
  for (const [index, name] of roles.entries())
    if (known.roles && !known.roles.includes(name))
      log.reportUnknown('unknown-role', ['roles', index], {
        what: 'a role of the organisation',
        name,
        known: known.roles,
      })
  for (const [index, { name }] of columns.entries())
    if (columns.findIndex((each) => each.name === name) < index)
      log.report(
        'duplicate-id',
        ['columns', index, 'name'],
        `Expected one column named '${name}', but there are two.`,
        {
          found: name,
          hint: 'Give one of them another name.',
        },
      )
}

/** An expression for a process that is not in the register would never be read. */
function reportStrangers(
  of: readonly string[],
  [expressions, path]: readonly [ByProcess | undefined, ValuePath],
  log: ProblemLog,
): void {
  for (const name of expressions?.keys() ?? [])
    if (!of.includes(name))
      log.reportUnknown('unknown-process', [...path, name], {
        what: 'a process of this register',
        name,
        known: of,
        key: true,
      })
}

/** `process` tells which of several lacks something; a column may then be `optional`. */
function reportFault(log: ProblemLog, fault: RegisterFault, process: string | undefined): void {
  const { code, path, message, start, end, known, part, ...details } = fault
  const nearest = known && details.found !== undefined ? nearestName(details.found, known) : details.nearest
  const optional = code === 'expression-unknown-name' && path[0] === 'columns' && nearest === undefined
  const more = optional ? " Say 'optional: true' where only some of the processes have it." : ''
  const hint = `${details.hint ?? (nearest === undefined ? '' : `Did you mean '${nearest}'?`)}${more}`.trim()
  log.report(code, path, process === undefined ? message : `In '${process}': ${message}`, {
    ...(details.expected !== undefined && { expected: details.expected }),
    ...(details.found !== undefined && { found: details.found }),
    ...(nearest !== undefined && { nearest }),
    ...(hint !== '' && { hint }),
    ...(part !== 'rows' && { range: { start, end } }),
  })
}
