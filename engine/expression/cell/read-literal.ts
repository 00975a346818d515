import type { JsonValue } from '../../errors/json.js'
import { isDate } from '../../time/date.js'
import { parseInstant } from '../../time/parse-instant.js'
import { closest } from '../closest.js'
import type { ValueType } from '../expression.js'
import { isWholeFen } from '../money.js'
import { typePhrase } from '../value-types.js'
import { cellProblem, type CellProblem } from './cell-problem.js'

type Literal =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly problem: CellProblem }

/** A literal of a column's type, or what was expected instead. */
export function readLiteral(cell: JsonValue, type: ValueType): Literal {
  if (cell === null) return wrong(type, cell, 'Leave the column out for any value.')
  if (type.kind === 'choice') return readOption(cell, type.options)
  return fits(cell, type) ? { ok: true, value: cell } : wrong(type, cell, remedy(cell, type))
}

function fits(cell: JsonValue, type: ValueType): boolean {
  switch (type.kind) {
    case 'text':
      return typeof cell === 'string'
    case 'boolean':
      return typeof cell === 'boolean'
    case 'integer':
      return typeof cell === 'number' && Number.isSafeInteger(cell)
    case 'number':
      return typeof cell === 'number' && Number.isFinite(cell)
    case 'money':
      return typeof cell === 'number' && isWholeFen(cell)
    case 'date':
      return typeof cell === 'string' && isDate(cell)
    case 'date-time':
      return typeof cell === 'string' && parseInstant(cell) !== undefined
    case 'any':
      return typeof cell !== 'object'
    case 'choice':
    case 'duration':
    case 'list':
    case 'object':
      return false
  }
}

function readOption(cell: JsonValue, options: readonly string[]): Literal {
  if (typeof cell === 'string' && options.includes(cell)) return { ok: true, value: cell }
  const nearest = typeof cell === 'string' ? closest(cell, options) : undefined
  const expected = `one of ${options.map((option) => `'${option}'`).join(', ')}`
  const hint = nearest === undefined ? undefined : `Did you mean '${nearest}'?`
  const problem = cellProblem(expected, `found ${shown(cell)}`, hint)
  return { ok: false, problem: nearest === undefined ? problem : { ...problem, nearest } }
}

function wrong(type: ValueType, cell: JsonValue, hint: string | undefined): Literal {
  return { ok: false, problem: cellProblem(typePhrase(type), `found ${shown(cell)}`, hint) }
}

function remedy(cell: JsonValue, type: ValueType): string | undefined {
  if (type.kind === 'date')
    return "Write a date such as 2026-10-01, 'today', 'before today' or 'after today'."
  if (type.kind === 'date-time') return "Write 'before today', 'after today' or =timestamp(\"…\")."
  if (typeof cell === 'string' && /^-?[\d.]+$/.test(cell.trim())) return 'Write the number without quotes.'
  if (type.kind === 'money' && typeof cell === 'number') return 'An amount in yuan has at most two decimals.'
  if (type.kind === 'integer' || type.kind === 'number' || type.kind === 'money')
    return "Write a number, 'at least 5', 'over 5', 'at most 5', 'under 5' or 'between 5 and 10'."
  if (type.kind === 'boolean') return 'Write true or false, without quotes.'
  if (type.kind === 'text') return 'Put it in quotes.'
  return 'Give the decision an input that can be compared, such as size(list).'
}

function shown(cell: JsonValue): string {
  return typeof cell === 'string' ? `'${cell}'` : JSON.stringify(cell)
}
