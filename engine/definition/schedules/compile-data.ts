import type { JsonObject } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { CheckedProcess, CheckedValue } from '../checked-process.js'
import { isObject } from '../compile/json-access.js'
import { fieldNode } from '../compile/field-node.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import { compileWith } from './schedule-values.js'

/** Values of `with` by name, compiled. */
export type Entries = readonly (readonly [name: string, value: CheckedValue])[]

/** Where values of `with` stand, and what their expressions may name. */
export interface WrittenData {
  readonly values: JsonObject
  readonly path: ValuePath
  readonly scope: Scope
}

/**
 * Compiles values for the start of a case. Reports fields the process does not have, values that do not fit, and what
 * the form of the start does not ask for.
 */
export function compileData(
  log: ProblemLog,
  process: CheckedProcess,
  { values, path, scope }: WrittenData,
): Entries {
  const form = process.startForm === undefined ? undefined : process.forms.get(process.startForm)
  return Object.entries(values).flatMap(([name, value]) => {
    const place = [...path, name]
    const field = Object.hasOwn(process.fields, name) ? process.fields[name] : undefined
    if (!field) {
      const known = Object.keys(process.fields)
      log.reportUnknown('unknown-field', place, {
        what: `a field of '${process.id}'`,
        name,
        known,
        key: true,
      })
      return []
    }
    const unasked = form && leavesOf(name, value).find((leaf) => !asks(form.ask, leaf))
    if (unasked !== undefined) {
      const message = `Expected what the form '${form?.name ?? ''}' asks for at the start of '${process.id}', but it does not ask for '${unasked}'.`
      log.report('unknown-field', place, message, { found: unasked, key: true })
      return []
    }
    const compiled = compileWith(log, scope, { value, path: place, node: fieldNode(name, field.definition) })
    return compiled ? [[name, compiled] as const] : []
  })
}

/** Reports fields that must be there from the start, but that nobody gives. */
export function reportMissing(
  log: ProblemLog,
  process: CheckedProcess,
  given: readonly string[],
  path: ValuePath,
): void {
  const form = process.startForm === undefined ? undefined : process.forms.get(process.startForm)
  const fields = Object.values(process.fields)
    .filter(({ required, definition }) => required && definition['default'] === undefined)
    .map(({ name }) => name)
  const asked = (form?.required ?? []).map((each) => each.split('.')[0] ?? '')
  for (const name of new Set([...fields, ...asked]))
    if (!given.includes(name))
      log.report(
        'missing-key',
        path,
        `Expected a value for '${name}', since no case of '${process.id}' starts without it, but it is missing.`,
        { expected: name, hint: `Give it under 'with'.` },
      )
}

/** Dotted paths of the values inside a value. */
function leavesOf(path: string, value: JsonObject[string]): readonly string[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [path]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(`${path}.${name}`, inner))
}

function asks(asked: readonly string[], leaf: string): boolean {
  return asked.some((path) => leaf === path || leaf.startsWith(`${path}.`))
}
