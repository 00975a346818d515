import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { CheckedAction, CheckedProcess } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { ActionPlace } from './compile-actions.js'
import { knownField } from './compile-data-actions.js'
import { compileValue } from './compile-value.js'
import type { Compilation } from './compilation.js'
import { fieldNode, markedPaths, nodeAt, type FieldNode } from './field-node.js'
import { isObject, member, objectAt, textAt } from './json-access.js'

type UnitAct = Extract<CheckedAction, { kind: 'unit' }>['act']

const text = { type: 'text' }
const date = { type: 'date' }

/** What each act writes into a product file. What is not required and absent is left out. */
const acts: { readonly [act in UnitAct]: ReadonlyMap<string, FieldNode> } = {
  purchase: nodesOf({ on: { ...date, required: true }, warrantyEndsOn: date }),
  repair: nodesOf({
    fault: text,
    startedOn: date,
    finishedOn: date,
    parts: { type: 'list', of: text, maxItems: 100 },
  }),
  exchange: nodesOf({
    newSerial: { ...text, required: true },
    on: { ...date, required: true },
    warrantyEndsOn: date,
  }),
}

/** Where a case says which thing it is about: texts among its fields. */
export function compileUnit(compilation: Compilation): Pick<CheckedProcess, 'unit'> {
  const written = member(compilation.resolved, 'unit')
  if (!isObject(written)) return {}
  const serial = textField(compilation, written, 'serial')
  const model = textField(compilation, written, 'model')
  const customer = searchedField(compilation, textField(compilation, written, 'customer'))
  if (serial === undefined) return {}
  return {
    unit: { serial, ...(model !== undefined && { model }), ...(customer !== undefined && { customer }) },
  }
}

/** Other cases are compared by what they are found by: a field that is not kept for search says nothing. */
function searchedField({ fields, log }: Compilation, path: string | undefined): string | undefined {
  const [name = '', ...parts] = path?.split('.') ?? []
  const node = fields.get(name)
  if (path === undefined || !node || markedPaths(node, 'search').includes(parts.join('.'))) return path
  log.report('wrong-value', ['unit', 'customer'], `Expected a field marked 'search', but '${path}' is not.`, {
    found: path,
    hint: "Mark it with 'search: true', or name a field that is.",
  })
  return undefined
}

/** `unit`: writes a purchase, a repair or an exchange into the product file of the case's unit. */
export function compileUnitAction(
  compilation: Compilation,
  written: JsonObject,
  { scope, path }: ActionPlace,
): readonly CheckedAction[] {
  const { log, resolved } = compilation
  const [act] = Object.keys(written)
  if (!isAct(act)) return []
  if (member(resolved, 'unit') === undefined) {
    log.report(
      'missing-key',
      path,
      `Expected the process to name the field of the serial number, but it has no 'unit'.`,
      { expected: 'unit', hint: `Write 'unit: { serial: … }' at the top of the process.` },
    )
    return []
  }
  const given = objectAt(written, act)
  const values = Object.entries(given).flatMap(([name, value]) => {
    const at = [...path, act, name]
    const compiled = compileValue(log, scope, { value, path: at, node: acts[act].get(name) })
    if (!compiled || readsPersonal(compilation, value, at)) return []
    return [[name, compiled] as const]
  })
  const lacking = [...acts[act].values()].filter(({ name, required }) => required && !(name in given))
  for (const { name } of lacking)
    log.report('missing-key', [...path, act], `Expected '${name}' to be given, but it is missing.`, {
      expected: name,
    })
  return lacking.length > 0 ? [] : [{ kind: 'unit', act, values }]
}

/** Whether an act cannot do without a value. */
export function needsUnitValue(act: UnitAct, name: string): boolean {
  return acts[act].get(name)?.required === true
}

/** A product file outlives the case and is shared: what stands in it cannot be erased with a person. */
function readsPersonal({ fields, log }: Compilation, value: JsonValue, path: ValuePath): boolean {
  const read = [...JSON.stringify(value).matchAll(/\bdata\.([a-z][A-Za-z0-9.]*)/g)]
  const personal = read.map(([, name = '']) => name).find((name) => isPersonal(fields, name))
  if (personal === undefined) return false
  log.report('wrong-value', path, `Expected a value that is not personal, but '${personal}' is.`, {
    found: personal,
    hint: 'A product file is shared by all cases of a unit and kept; leave people out of it.',
  })
  return true
}

function isPersonal(fields: ReadonlyMap<string, FieldNode>, path: string): boolean {
  const names = path.split('.')
  return names.some((_, index) => {
    const node = nodeAt(fields, names.slice(0, index + 1).join('.'))
    return node !== undefined && (node.definition['personal'] === true || endsPersonal(node, index, names))
  })
}

function endsPersonal(node: FieldNode, index: number, names: readonly string[]): boolean {
  return index === names.length - 1 && markedPaths(node, 'personal').length > 0
}

function textField(compilation: Compilation, unit: JsonObject, key: string): string | undefined {
  const name = textAt(unit, key)
  const path = ['unit', key]
  const node = name === undefined ? undefined : knownField(compilation, name, { path })
  if (name === undefined || !node) return undefined
  if (node.type.kind === 'text' || node.type.kind === 'choice') return name
  compilation.log.report('wrong-type', path, `Expected a text field, but '${name}' is a ${node.type.kind}.`, {
    expected: 'text',
    found: node.type.kind,
  })
  return undefined
}

function isAct(name: string | undefined): name is UnitAct {
  return name !== undefined && Object.hasOwn(acts, name)
}

function nodesOf(definitions: { readonly [name: string]: JsonObject }): ReadonlyMap<string, FieldNode> {
  return new Map(Object.entries(definitions).map(([name, each]) => [name, fieldNode(name, each)]))
}
