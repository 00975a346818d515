import type { JsonObject } from '../../errors/json.js'
import type { FieldType, Scope } from '../../expression/expression.js'
import type { CheckedDecision, DecisionTable } from '../checked-process.js'
import { compileRule, type DecisionPlace } from './compile-decision-rule.js'
import { compileExpression } from './compile-expression.js'
import { decide, type Column, type Rule } from './decide.js'
import { dictionary, fieldNodes } from './field-node.js'
import { isObject, listAt, objectAt, objectsAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'
import { readsOf } from './value-reads.js'

/** A decision with what it reads, for finding decisions that ask each other in a circle. */
export interface CompiledDecision extends CheckedDecision {
  readonly reads: readonly string[]
}

/** Static types of what decisions give, by decision. Every rule gives every output, so all are always there. */
export function decisionTypes(process: JsonObject): {
  readonly [name: string]: { readonly [output: string]: FieldType }
} {
  return dictionary(
    objectsAt(process, 'decisions').map(([name, decision]) => {
      const outputs = [...fieldNodes(objectAt(decision, 'out'))]
      return [name, dictionary(outputs.map(([output, { type }]) => [output, { type, required: true }]))]
    }),
  )
}

/** Compiles the decision tables of a process. Faulty columns and rules are left out. */
export function compileDecisions(
  log: ProblemLog,
  scope: Scope,
  process: JsonObject,
): ReadonlyMap<string, CompiledDecision> {
  return new Map(
    objectsAt(process, 'decisions').map(([name, decision]) => {
      const place = { log, scope, path: ['decisions', name] }
      return [name, compileDecision(place, name, decision)]
    }),
  )
}

function compileDecision(place: DecisionPlace, name: string, decision: JsonObject): CompiledDecision {
  const columns = compileColumns(place, decision)
  const outputs = fieldNodes(objectAt(decision, 'out'))
  const written = listAt(decision, 'rules')
  const rules = written.flatMap((rule, index) => {
    const compiled = isObject(rule)
      ? compileRule(place, { rule, index, columns, outputs, decision })
      : undefined
    return compiled ? [compiled] : []
  })
  const whole =
    rules.length === written.length && columns.length === Object.keys(objectAt(decision, 'in')).length
  return {
    name,
    outputs: dictionary([...outputs].map(([output, { type }]) => [output, type])),
    decide: (bindings) => decide(name, columns, rules, bindings),
    ...(whole && { table: tableOf(columns, rules) }),
    reads: [
      ...columns.flatMap(({ input }) => input.reads),
      ...rules.flatMap(({ cells }) => [...cells.values()].flatMap((cell) => cell.reads)),
      ...rules.flatMap(({ outputs: given }) => given.flatMap(([, value]) => readsOf(value))),
    ],
  }
}

function compileColumns({ log, scope, path }: DecisionPlace, decision: JsonObject): readonly Column[] {
  return Object.entries(objectAt(decision, 'in')).flatMap(([name, source]) => {
    if (typeof source !== 'string') return []
    const input = compileExpression(log, scope, { source, path: [...path, 'in', name] })
    return input ? [{ name, input }] : []
  })
}

function tableOf(columns: readonly Column[], rules: readonly Rule[]): DecisionTable {
  return {
    columns: columns.map(({ name, input }) => ({ name, type: input.type })),
    rules: rules.map(({ cells }) => ({ cells: columns.map(({ name }) => cells.get(name)?.set) })),
  }
}
