import type { JsonValue } from '../../errors/json.js'
import { EvaluationStop } from '../evaluation-stop.js'
import type { Bindings, ExpressionProblem, Scope, ValueType } from '../expression.js'
import { equal, fromJson } from '../value.js'
import { comparable, typePhrase } from '../value-types.js'
import { fuelPerEvaluation } from '../work.js'
import type { CellSet, Interval } from './cell-set.js'
import { cellProblem, type CellProblem } from './cell-problem.js'
import { intervalTest } from './interval-test.js'
import { readLiteral } from './read-literal.js'
import { readPhrase } from './read-phrase.js'
import { describeInterval } from './regions.js'

/** A compiled cell of a decision. */
export interface Cell {
  /**
   * Whether the column's value passes. An absent value (`undefined`) never does: only a rule that leaves the column
   * out takes it. Throws an `EvaluationStop` where an `=expression` cannot be evaluated, or the value does not fit
   * the column; an expression that asked for the decision then fails with that failure.
   */
  matches(value: JsonValue | undefined, bindings: Bindings): boolean
  /** The cell in plain words. */
  describe(): string
  readonly set: CellSet
  /** What an `=expression` reads; empty for all other cells. */
  readonly reads: readonly string[]
}

export type CellResult =
  { readonly ok: true; readonly cell: Cell } | { readonly ok: false; readonly problem: CellProblem }

/**
 * Compiles one cell by the type of its column: a literal, a list of literals (any of), `at least`, `over`, `at most`,
 * `under`, `between a and b`, `before today`, `after today`, `not x`, or `=expression` (equal to its value). Money
 * counts in yuan.
 */
export function compileCell(cell: JsonValue, columnType: ValueType, scope: Scope): CellResult {
  if (Array.isArray(cell)) return compileAnyOf(cell, columnType)
  if (typeof cell !== 'string') return compileValue(cell, columnType)
  if (cell.startsWith('=')) return compileFormula(cell, columnType, scope)
  const phrase = readPhrase(cell, columnType)
  switch (phrase.kind) {
    case 'none':
      return compileValue(cell, columnType)
    case 'problem':
      return { ok: false, problem: phrase.problem }
    case 'not':
      return compileNot(phrase.rest, columnType)
    case 'interval':
      return intervalCell(phrase.interval, columnType, scope.types.zone)
  }
}

function compileValue(cell: JsonValue, columnType: ValueType): CellResult {
  const literal = readLiteral(cell, columnType)
  return literal.ok ? valuesCell([literal.value], columnType, true) : literal
}

function compileNot(rest: string, columnType: ValueType): CellResult {
  const literal = readLiteral(readScalar(rest, columnType), columnType)
  return literal.ok ? valuesCell([literal.value], columnType, false) : literal
}

/** `not 5` and `not true` are texts in YAML. */
function readScalar(rest: string, columnType: ValueType): JsonValue {
  if (columnType.kind === 'boolean' && (rest === 'true' || rest === 'false')) return rest === 'true'
  const numeric = ['integer', 'number', 'money'].includes(columnType.kind)
  return numeric && /^-?\d+(\.\d+)?$/.test(rest) ? Number(rest) : rest
}

function compileAnyOf(items: readonly JsonValue[], columnType: ValueType): CellResult {
  if (items.length === 0)
    return {
      ok: false,
      problem: cellProblem(
        'at least one value',
        'found an empty list',
        'Leave the column out for any value.',
      ),
    }
  const values: JsonValue[] = []
  for (const [item, value] of items.entries()) {
    if (typeof value === 'string' && readPhrase(value, columnType).kind !== 'none') {
      const found = `found '${value}' in a list`
      return {
        ok: false,
        problem: {
          ...cellProblem('plain values in a list', found, 'Write one rule for each of them.'),
          item,
        },
      }
    }
    const literal = readLiteral(value, columnType)
    if (!literal.ok) return { ok: false, problem: { ...literal.problem, item } }
    values.push(literal.value)
  }
  return valuesCell(values, columnType, true)
}

function valuesCell(values: readonly JsonValue[], columnType: ValueType, wanted: boolean): CellResult {
  const inside = values.map((value) => fromJson(columnType, value, 'cell'))
  const shown = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')
  const matches = (value: JsonValue | undefined): boolean => {
    if (isAbsent(value)) return false
    const given = fromJson(columnType, value, 'input')
    const work = { zone: 'UTC', fuel: fuelPerEvaluation }
    return inside.some((one) => equal(one, given, work)) === wanted
  }
  const set: CellSet = { kind: wanted ? 'values' : 'not-values', values }
  return { ok: true, cell: { matches, describe: () => (wanted ? shown : `not ${shown}`), set, reads: [] } }
}

function intervalCell(interval: Interval, columnType: ValueType, zone: string): CellResult {
  const test = intervalTest(interval, columnType, zone)
  const matches = (value: JsonValue | undefined, bindings: Bindings): boolean =>
    !isAbsent(value) && test(value, bindings)
  return { ok: true, cell: { matches, describe: () => describeInterval(interval), set: interval, reads: [] } }
}

function isAbsent(value: JsonValue | undefined): value is undefined | null {
  return value === undefined || value === null
}

function compileFormula(cell: string, columnType: ValueType, scope: Scope): CellResult {
  const source = cell.slice(1)
  const numeric = columnType.kind === 'integer' || columnType.kind === 'number'
  const wanted: ValueType | undefined = numeric
    ? { kind: 'number' }
    : columnType.kind === 'choice'
      ? undefined
      : columnType
  const result = scope.compile(source, wanted)
  if (!result.ok) return formulaProblem(result.problems)
  const { expression } = result
  if (!comparable(expression.type, columnType)) {
    const found = `the expression gives ${typePhrase(expression.type)}`
    return { ok: false, problem: cellProblem(typePhrase(columnType), found) }
  }
  const matches = (value: JsonValue | undefined, bindings: Bindings): boolean => {
    if (isAbsent(value)) return false
    const answer = expression.evaluate(bindings)
    if (!answer.ok) throw new EvaluationStop(answer.failure)
    const work = { zone: scope.types.zone, fuel: fuelPerEvaluation }
    return equal(fromJson(columnType, value, 'input'), fromJson(expression.type, answer.value, 'cell'), work)
  }
  return {
    ok: true,
    cell: { matches, describe: () => cell, set: { kind: 'opaque' }, reads: expression.reads },
  }
}

function formulaProblem(problems: readonly ExpressionProblem[]): CellResult {
  const [first] = problems
  if (!first) return { ok: false, problem: cellProblem('an expression', 'it cannot be read') }
  // The `=` in front is part of the cell's text.
  return { ok: false, problem: { ...first, start: first.start + 1, end: first.end + 1 } }
}
