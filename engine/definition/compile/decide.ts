import type { JsonObject } from '../../errors/json.js'
import { EvaluationStop, type Cell } from '../../expression/index.js'
import type { Bindings, Expression } from '../../expression/expression.js'
import type { CheckedValue, DecisionResult } from '../checked-process.js'
import { member } from './json-access.js'
import { evaluateValue } from './value-reads.js'

type Failure = Extract<DecisionResult, { ok: false }>

/** A column of a decision table. */
export interface Column {
  readonly name: string
  readonly input: Expression
}

/** A rule of a decision table. */
export interface Rule {
  readonly index: number
  /** Cells by column name; a column left out matches anything. */
  readonly cells: ReadonlyMap<string, Cell>
  readonly outputs: readonly (readonly [name: string, value: CheckedValue])[]
}

/** First match. An answer that is not there leaves its column empty, which only rules without that column match. */
export function decide(
  name: string,
  columns: readonly Column[],
  rules: readonly Rule[],
  bindings: Bindings,
): DecisionResult {
  const inputs: JsonObject = {}
  for (const column of columns) {
    const input = column.input.evaluate(bindings)
    if (input.ok) inputs[column.name] = input.value
    else if (input.failure.code !== 'field-missing') return input
  }
  const found = firstMatch(rules, inputs, bindings)
  if (found && 'failure' in found) return found
  if (!found) return failed(`Expected a rule of the decision '${name}' to match, but none does.`)
  const outputs: JsonObject = {}
  for (const [output, value] of found.outputs) {
    const given = evaluateValue(value, bindings)
    if (!given.ok) return given
    outputs[output] = given.value
  }
  return { ok: true, inputs, outputs, rule: found.index + 1 }
}

function firstMatch(
  rules: readonly Rule[],
  inputs: JsonObject,
  bindings: Bindings,
): Rule | Failure | undefined {
  try {
    return rules.find(({ cells }) =>
      [...cells].every(([column, cell]) => cell.matches(member(inputs, column), bindings)),
    )
  } catch (error) {
    if (error instanceof EvaluationStop) return { ok: false, failure: error.failure }
    throw error
  }
}

function failed(message: string): Failure {
  return { ok: false, failure: { code: 'expression-failed', message } }
}
