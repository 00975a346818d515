import type { JsonValue, Text } from '../../errors/json.js'
import type { Expression, ExpressionProblem, Scope, ValueType } from '../../expression/expression.js'
import { typeName } from '../../expression/index.js'
import type { CheckedProcess } from '../checked-process.js'
import { isObject } from '../compile/json-access.js'
import type { ValuePath } from '../document.js'
import type {
  ByProcess,
  CheckedRegister,
  CompiledColumn,
  CompiledRegister,
  RegisterColumn,
} from './checked-register.js'
import { itemType, rowScope } from './row-scope.js'

/** What is wrong with an expression of a register. Ranges count in the text of the expression. */
export interface RegisterFault extends Omit<ExpressionProblem, 'code'> {
  readonly code: ExpressionProblem['code'] | 'unknown-paper' | 'unknown-field'
  /** What it is about: a column's name, `where`, `period`, `struckOff`, `rows`. */
  readonly part: string
  readonly path: ValuePath
  /** Names that would have done, for `unknown-…` of `rows`. */
  readonly known?: readonly string[]
}

const truth: ValueType = { kind: 'boolean' }

/**
 * Compiles a register against one version of a process. Total: each fault is told, and what it is about left out. A
 * name that an `optional` column lacks is no fault.
 */
export function compileRegister(
  register: CheckedRegister,
  process: CheckedProcess,
): { readonly compiled: CompiledRegister; readonly faults: readonly RegisterFault[] } {
  const work = new Work(rowScope(process, register.rows))
  work.rows(register, process)
  const { struckOff, period } = register
  const where = chosen(process, ['where', register.where], ['whereIn', register.whereIn])
  const when = chosen(process, ['when', struckOff?.when], ['whenIn', struckOff?.whenIn])
  const compiled = {
    where: where && work.compile(where.source, 'where', where.path, truth),
    period: period.kind === 'expression' ? work.day(period.source, 'period', ['period'], 1) : undefined,
    struckOff: when && work.compile(when.source, 'struckOff', ['struckOff', ...when.path], truth),
    struckOffAt:
      struckOff?.at === undefined ? undefined : work.day(struckOff.at, 'struckOff', ['struckOff', 'at']),
  }
  const columns = register.columns.flatMap((column, index): [string, CompiledColumn][] => {
    const { name, optional, value, valueIn } = column
    const written = chosen(process, ['value', value], ['valueIn', valueIn])
    const path = ['columns', index, ...(written?.path ?? [])]
    const expression = work.column({ name, optional, value: written?.source ?? value }, path)
    if (!expression) return []
    const options = optionsOf(process, expression)
    return [[column.name, { expression, ...(options && { options }) }]]
  })
  return {
    compiled: {
      process,
      columns: new Map(columns),
      faults: Object.fromEntries(work.faults.map(({ part, message }) => [part, message])),
      ...(compiled.where && { where: compiled.where }),
      ...(compiled.period && { period: compiled.period }),
      ...(compiled.struckOff && { struckOff: compiled.struckOff }),
      ...(compiled.struckOffAt && { struckOffAt: compiled.struckOffAt }),
    },
    faults: work.faults,
  }
}

/** The expression that counts for a process, and where it is written: its own before the common one. */
function chosen(
  { id }: CheckedProcess,
  [key, common]: readonly [string, string | undefined],
  [ownKey, own]: readonly [string, ByProcess | undefined],
): { readonly source: string; readonly path: ValuePath } | undefined {
  const source = own?.get(id)
  if (source !== undefined) return { source, path: [ownKey, id] }
  return common === undefined ? undefined : { source: common, path: [key] }
}

class Work {
  readonly faults: RegisterFault[] = []
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** What the lines are made of has to be there. */
  rows({ rows }: CheckedRegister, { scope: { types }, id }: CheckedProcess): void {
    if (rows.kind === 'vouchers' && !types.papers.includes(rows.paper))
      this.#unknown(rows.paper, ['rows', 'vouchers'], {
        code: 'unknown-paper',
        what: `a paper that '${id}' uses`,
        known: types.papers,
      })
    if (rows.kind === 'items' && !itemType(types.data, rows.list))
      this.#unknown(rows.list, ['rows', 'items'], {
        code: 'unknown-field',
        what: `a list of '${id}'`,
        known: Object.entries(types.data).flatMap(([name, { type }]) => (type.kind === 'list' ? [name] : [])),
      })
  }

  compile(source: string, part: string, path: ValuePath, expected?: ValueType): Expression | undefined {
    const result = this.#scope.compile(source, expected)
    if (result.ok) return result.expression
    this.faults.push(...result.problems.map((problem) => ({ ...problem, part, path })))
    return undefined
  }

  /** `offset`: where the expression begins in its text, behind a leading `=`. */
  day(source: string, part: string, path: ValuePath, offset = 0): Expression | undefined {
    const before = this.faults.length
    const expression = this.compile(source, part, path)
    for (const [index, fault] of this.faults.entries())
      if (index >= before)
        this.faults[index] = { ...fault, start: fault.start + offset, end: fault.end + offset }
    if (!expression || ['date', 'date-time', 'any'].includes(expression.type.kind)) return expression
    this.#wrongType(expression, { part, path, expected: 'a date or a date-time', offset })
    return undefined
  }

  column(
    { name, value, optional }: Pick<RegisterColumn, 'name' | 'value' | 'optional'>,
    path: ValuePath,
  ): Expression | undefined {
    const result = this.#scope.compile(value)
    if (!result.ok) {
      const excused = optional && result.problems.every(({ code }) => code === 'expression-unknown-name')
      if (!excused) this.faults.push(...result.problems.map((problem) => ({ ...problem, part: name, path })))
      return undefined
    }
    if (showable(result.expression.type)) return result.expression
    this.#wrongType(result.expression, {
      part: name,
      path,
      expected: 'a text, a number, an amount or a date',
    })
    return undefined
  }

  #wrongType(
    { source, type }: Expression,
    about: {
      readonly part: string
      readonly path: ValuePath
      readonly expected: string
      readonly offset?: number
    },
  ): void {
    const { part, path, expected, offset = 0 } = about
    const found = typeName(type)
    this.faults.push({
      ...{ code: 'expression-type', part, path, expected, found },
      message: `Expected ${expected}, but this is ${found}.`,
      start: offset,
      end: offset + source.length,
    })
  }

  #unknown(
    found: string,
    path: ValuePath,
    about: { readonly code: RegisterFault['code']; readonly what: string; readonly known: readonly string[] },
  ): void {
    const { code, what, known } = about
    const message = `Expected ${what}, but nothing is called '${found}'.`
    this.faults.push({
      code,
      part: 'rows',
      path,
      message,
      found,
      known,
      expected: what,
      start: 0,
      end: found.length,
    })
  }
}

/** Whether a value can stand in a cell. */
function showable(type: ValueType): boolean {
  return type.kind === 'list' ? type.of.kind !== 'list' && showable(type.of) : type.kind !== 'object'
}

/** What people call the values of a choice that a column shows as it is. */
function optionsOf(
  process: CheckedProcess,
  { source }: Expression,
): { readonly [option: string]: Text } | undefined {
  const path = /^data\.([A-Za-z0-9.]+)$/.exec(source.trim())?.[1]?.split('.')
  if (!path) return undefined
  let definition: JsonValue | undefined = { fields: process.resolved['fields'] ?? {} }
  for (const name of path) {
    const fields: JsonValue | undefined = isObject(definition) ? definition['fields'] : undefined
    definition = isObject(fields) && Object.hasOwn(fields, name) ? fields[name] : undefined
  }
  const options = isObject(definition) && definition['type'] === 'choice' ? definition['of'] : undefined
  if (!isObject(options)) return undefined
  return Object.fromEntries(
    Object.entries(options).map(([option, title]) => [
      option,
      titleOf(title) ?? { 'zh-CN': option, en: option },
    ]),
  )
}

function titleOf(title: JsonValue): Text | undefined {
  if (!isObject(title)) return undefined
  const { 'zh-CN': chinese, en } = title
  return typeof chinese === 'string' && typeof en === 'string' ? { 'zh-CN': chinese, en } : undefined
}
