import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { CheckedAction, CheckedValue } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { ActionPlace } from './compile-actions.js'
import { compileCondition } from './compile-expression.js'
import { compileValue } from './compile-value.js'
import type { Compilation } from './compilation.js'
import { nodeAt, pathsOf, type FieldNode } from './field-node.js'
import { isObject, objectAt, textAt } from './json-access.js'

type Entries = readonly (readonly [path: string, value: CheckedValue])[]

/** `assign`: whole values by path. */
export function compileAssign(
  compilation: Compilation,
  values: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  const entries = compileEntries(compilation, values, place, (node) => node)
  return entries.length > 0 ? [{ kind: 'assign', entries }] : []
}

/** `append`: one item each, by list. */
export function compileAppend(
  compilation: Compilation,
  values: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  const entries = compileEntries(compilation, values, place, (node, path) => itemOf(compilation, node, path))
  return entries.length > 0 ? [{ kind: 'append', entries }] : []
}

/** `clear`: answers that are taken away; one that must be there cannot be. */
export function compileClear(
  compilation: Compilation,
  paths: JsonValue | undefined,
  { path }: ActionPlace,
): readonly CheckedAction[] {
  const written = Array.isArray(paths) ? paths : []
  const cleared = written.flatMap((name, index) => {
    const at = [...path, index]
    const node = typeof name === 'string' ? knownField(compilation, name, { path: at }) : undefined
    if (typeof name !== 'string' || !node) return []
    if (!node.required) return [name]
    compilation.log.report(
      'wrong-value',
      at,
      `Expected an answer that may be absent, but '${name}' is always there.`,
      {
        found: name,
        hint: `Take 'required' and 'default' from '${name}', or assign another value.`,
      },
    )
    return []
  })
  return cleared.length > 0 ? [{ kind: 'clear', paths: cleared }] : []
}

/** `update`: parts of the items for which `where` holds. Both see `item`. */
export function compileUpdate(
  compilation: Compilation,
  lists: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  return eachList(compilation, lists, place, ({ list, item, scope, path, definition }) => {
    const where = compileCondition(compilation.log, scope, textAt(definition, 'where') ?? 'true', [
      ...path,
      'where',
    ])
    const set = Object.entries(objectAt(definition, 'set')).flatMap(([name, value]) => {
      const at = [...path, 'set', name]
      const part = item.parts.get(name)
      if (!part && item.type.kind === 'object') {
        const what = `a part of the items of '${list}'`
        compilation.log.reportUnknown('unknown-field', at, {
          what,
          name,
          known: item.parts.keys(),
          key: true,
        })
        return []
      }
      const compiled = compileValue(compilation.log, scope, { value, path: at, node: part })
      return compiled ? [[name, compiled] as const] : []
    })
    return where && { kind: 'update', list, where, set }
  })
}

/** `remove`: the items for which `where` holds. */
export function compileRemove(
  compilation: Compilation,
  lists: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  return eachList(compilation, lists, place, ({ list, scope, path, definition }) => {
    const where = compileCondition(compilation.log, scope, textAt(definition, 'where') ?? 'true', [
      ...path,
      'where',
    ])
    return where && { kind: 'remove', list, where }
  })
}

/** The field or part a path names; reports one that does not exist, with the nearest. */
export function knownField(
  { log, fields }: Pick<Compilation, 'log' | 'fields'>,
  name: string,
  at: { readonly path: ValuePath; readonly key?: boolean },
): FieldNode | undefined {
  const node = nodeAt(fields, name)
  if (node) return node
  log.reportUnknown('unknown-field', at.path, {
    what: 'a field of this process',
    name,
    known: pathsOf(fields),
    ...(at.key === true && { key: true }),
  })
  return undefined
}

function compileEntries(
  compilation: Compilation,
  values: JsonObject,
  { scope, path }: ActionPlace,
  nodeFor: (node: FieldNode, path: ValuePath) => FieldNode | undefined,
): Entries {
  return Object.entries(values).flatMap(([name, value]) => {
    const at = [...path, name]
    const field = knownField(compilation, name, { path: at, key: true })
    const node = field && nodeFor(field, at)
    const compiled = node && compileValue(compilation.log, scope, { value, path: at, node })
    return compiled ? [[name, compiled] as const] : []
  })
}

interface ListPlace extends ActionPlace {
  readonly list: string
  readonly item: FieldNode
  readonly definition: JsonObject
}

function eachList(
  compilation: Compilation,
  lists: JsonObject,
  { scope, path }: ActionPlace,
  compile: (place: ListPlace) => CheckedAction | undefined,
): readonly CheckedAction[] {
  return Object.entries(lists).flatMap(([list, definition]) => {
    const at = [...path, list]
    const field = knownField(compilation, list, { path: at, key: true })
    const item = field && itemOf(compilation, field, at)
    if (!item || !isObject(definition)) return []
    const withItem = compilation.scopes.withItem(scope, list, item.type)
    const action = compile({ list, item, definition, scope: withItem, path: at })
    return action ? [action] : []
  })
}

/** What a list holds; reports a field that is no list. */
export function itemOf(compilation: Compilation, node: FieldNode, path: ValuePath): FieldNode | undefined {
  if (node.item) return node.item
  compilation.log.report('wrong-type', path, `Expected a list, but '${node.name}' is a ${node.type.kind}.`, {
    key: true,
    expected: 'list',
    found: node.type.kind,
  })
  return undefined
}
