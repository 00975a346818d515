import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { CheckedValue } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { checkValue } from './check-value.js'
import { compileExpression } from './compile-expression.js'
import type { FieldNode } from './field-node.js'
import { isObject } from './json-access.js'
import type { ProblemLog } from './problem-log.js'
import type { ValueFault } from './value-fault.js'

/** A value outside the expression places, with what it must fit. */
export interface WrittenValue {
  readonly value: JsonValue
  readonly path: ValuePath
  /** The field or part it is written to; without it any value will do. */
  readonly node?: FieldNode | undefined
}

/**
 * Compiles a literal or an `=` expression; maps and lists may hold expressions at their leaves. Literals are checked
 * against the field, expressions against its type. `undefined` when something was reported.
 */
export function compileValue(
  log: ProblemLog,
  scope: Scope,
  { value, path, node }: WrittenValue,
): CheckedValue | undefined {
  if (isExpression(value)) {
    const source = value.slice(1)
    const expected = node && node.type.kind !== 'any' ? { expected: node.type } : {}
    const expression = compileExpression(log, scope, { source, path, offset: 1, ...expected })
    return expression && { kind: 'expression', expression }
  }
  if (!holdsExpression(value)) return literal(log, { value, path, node })
  if (Array.isArray(value)) return compileList(log, scope, { value, path, node })
  return isObject(value) ? compileObject(log, scope, { value, path, node }) : undefined
}

/** Compiles named values, such as the input of a service. Faulty ones are left out. */
export function compileValues(
  log: ProblemLog,
  scope: Scope,
  values: JsonObject,
  path: ValuePath,
): readonly (readonly [name: string, value: CheckedValue])[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const compiled = compileValue(log, scope, { value, path: [...path, name] })
    return compiled ? [[name, compiled] as const] : []
  })
}

/** Reports what is wrong with a literal at its place. */
export function reportFaults(log: ProblemLog, faults: readonly ValueFault[], path: ValuePath): void {
  for (const { code, path: inner, message, expected, found, nearest } of faults)
    log.report(code, [...path, ...inner], message, {
      ...(expected !== undefined && { expected }),
      ...(found !== undefined && { found }),
      ...(nearest !== undefined && { nearest }),
    })
}

/** Whether a value is written as an expression. */
export function isExpression(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=')
}

/** Whether a value is or holds an expression. */
export function holdsExpression(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(holdsExpression)
  return isObject(value) ? Object.values(value).some(holdsExpression) : isExpression(value)
}

function literal(log: ProblemLog, { value, path, node }: WrittenValue): CheckedValue | undefined {
  const faults = checkValue(node ?? anything, value)
  reportFaults(log, faults, path)
  return faults.length > 0 ? undefined : { kind: 'literal', value }
}

const anything: FieldNode = {
  name: 'value',
  definition: {},
  type: { kind: 'any' },
  required: false,
  parts: new Map(),
}

function compileList(
  log: ProblemLog,
  scope: Scope,
  { value, path, node }: WrittenValue & { readonly value: JsonValue[] },
): CheckedValue | undefined {
  if (node && node.type.kind !== 'list' && node.type.kind !== 'any')
    return literal(log, { value, path, node })
  const items = value.flatMap((each, index) => {
    const item = compileValue(log, scope, { value: each, path: [...path, index], node: node?.item })
    return item ? [item] : []
  })
  return items.length < value.length ? undefined : { kind: 'list', items }
}

function compileObject(
  log: ProblemLog,
  scope: Scope,
  { value, path, node }: WrittenValue & { readonly value: JsonObject },
): CheckedValue | undefined {
  const known = node && node.type.kind !== 'any' ? node : undefined
  if (known && known.type.kind !== 'object') return literal(log, { value, path, node })
  const entries = Object.entries(value).flatMap(([name, each]) => {
    const part = known?.parts.get(name)
    if (known && !part) {
      const what = `a part of '${known.name}'`
      log.reportUnknown('unknown-field', [...path, name], {
        what,
        name,
        known: known.parts.keys(),
        key: true,
      })
      return []
    }
    const compiled = compileValue(log, scope, { value: each, path: [...path, name], node: part })
    return compiled ? [[name, compiled] as const] : []
  })
  const missing = [...(known?.parts.values() ?? [])].filter(
    (part) => part.required && !Object.hasOwn(value, part.name),
  )
  for (const part of missing)
    log.report('missing-key', path, `Expected '${part.name}' to be given, but it is missing.`, {
      expected: part.name,
    })
  return missing.length > 0 || entries.length < Object.keys(value).length
    ? undefined
    : { kind: 'object', entries }
}
