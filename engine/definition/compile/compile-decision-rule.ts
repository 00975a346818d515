import type { JsonObject } from '../../errors/json.js'
import { compileCell, type Cell } from '../../expression/index.js'
import type { Scope } from '../../expression/expression.js'
import type { ValuePath } from '../document.js'
import { compileValue } from './compile-value.js'
import type { Column, Rule } from './decide.js'
import type { FieldNode } from './field-node.js'
import { member, objectAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'

/** Where a decision is compiled. */
export interface DecisionPlace {
  readonly log: ProblemLog
  readonly scope: Scope
  readonly path: ValuePath
}

/** A rule with the table it stands in. */
export interface WrittenRule {
  readonly rule: JsonObject
  readonly index: number
  readonly columns: readonly Column[]
  readonly outputs: ReadonlyMap<string, FieldNode>
  readonly decision: JsonObject
}

/** Compiles one rule; `undefined` when a cell or a result was faulty. */
export function compileRule(place: DecisionPlace, written: WrittenRule): Rule | undefined {
  const path = [...place.path, 'rules', written.index]
  const cells = compileCells({ ...place, path: [...path, 'when'] }, written)
  const outputs = compileOutputs({ ...place, path: [...path, 'then'] }, written)
  return cells && outputs && { index: written.index, cells, outputs }
}

function compileCells(
  { log, scope, path }: DecisionPlace,
  { rule, columns, decision }: WrittenRule,
): ReadonlyMap<string, Cell> | undefined {
  const cells = new Map<string, Cell>()
  const when = Object.entries(objectAt(rule, 'when'))
  for (const [name, cell] of when) {
    const at = [...path, name]
    const column = columns.find((each) => each.name === name)
    if (!column) {
      const known = Object.keys(objectAt(decision, 'in'))
      // A column whose expression was faulty is known; its cells cannot be looked at.
      if (!known.includes(name))
        log.reportUnknown('unknown-field', at, { what: "a column under 'in'", name, known, key: true })
      continue
    }
    const compiled = compileCell(cell, column.input.type, scope)
    if (compiled.ok) cells.set(name, compiled.cell)
    else reportCell(log, compiled.problem, at)
  }
  return cells.size === when.length ? cells : undefined
}

function reportCell(
  log: ProblemLog,
  problem: Extract<ReturnType<typeof compileCell>, { ok: false }>['problem'],
  path: ValuePath,
): void {
  const { code, message, start, end, item, ...details } = problem
  const range = start !== undefined && end !== undefined ? { range: { start, end } } : {}
  log.report(code, item === undefined ? path : [...path, item], message, { ...details, ...range })
}

function compileOutputs(
  { log, scope, path }: DecisionPlace,
  { rule, outputs }: WrittenRule,
): Rule['outputs'] | undefined {
  const then = Object.entries(objectAt(rule, 'then'))
  const compiled = then.flatMap(([name, value]) => {
    const node = outputs.get(name)
    if (!node) {
      const what = "a result under 'out'"
      log.reportUnknown('unknown-field', [...path, name], { what, name, known: outputs.keys(), key: true })
      return []
    }
    const output = compileValue(log, scope, { value, path: [...path, name], node })
    return output ? [[name, output] as const] : []
  })
  const missing = [...outputs.keys()].filter((name) => member(member(rule, 'then'), name) === undefined)
  for (const name of missing)
    log.report('missing-key', path, `Expected every rule to give '${name}', but this one does not.`, {
      expected: name,
    })
  return compiled.length === then.length && missing.length === 0 ? compiled : undefined
}
