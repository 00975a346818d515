import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Expression, ValueType } from '../../expression/expression.js'
import type { CheckedBegin, CheckedState, CheckedValue } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { ActionPlace } from './compile-actions.js'
import { knownField } from './compile-data-actions.js'
import { compileExpression } from './compile-expression.js'
import { compileValue, compileValues } from './compile-value.js'
import type { Compilation, OtherProcess } from './compilation.js'
import { isObject, member, objectAt, textAt } from './json-access.js'
import type { StateNode } from './state-index.js'

/** Most cases one list may begin at once. */
export const mostCases = 500

/**
 * Another case that is begun from this one: its process, what is handed over, and the list it is begun for. Values are
 * checked against the fields of the other process as they are now. `undefined` when a part was reported.
 */
export function compileBegin(
  compilation: Compilation,
  written: JsonObject,
  { scope, path }: ActionPlace,
): CheckedBegin | undefined {
  const process = knownProcess(compilation, textAt(written, 'process'), [...path, 'process'])
  if (process === undefined) return undefined
  const other = compilation.known.otherProcesses?.(process)
  const each = compileForEach(compilation, written, { scope, path })
  if (each === 'faulty') return undefined
  const inner = each ? compilation.scopes.withItem(scope, `of ${each.source}`, itemType(each.type)) : scope
  const place = { scope: inner, path }
  const profile = compileProfile(compilation, written, { ...place, other })
  const keep = compileKeep(compilation, written, { path, process, other })
  const input = compileInput(compilation, objectAt(written, 'input'), {
    scope: inner,
    path: [...path, 'input'],
    process,
    other,
  })
  reportLacking(compilation, written, { path, process, other })
  return {
    process,
    ...(profile && { profile }),
    ...(keep && { keep }),
    input,
    ...(each && { forEach: each }),
  }
}

/** `convert` of a final state: it has to be the one the case ends in. */
export function compileConvert(compilation: Compilation, node: StateNode): Pick<CheckedState, 'convert'> {
  const written = member(node.definition, 'convert')
  if (node.kind !== 'final' || !isObject(written)) return {}
  const path = [...node.at, 'convert']
  if (node.parent !== '')
    compilation.log.report(
      'wrong-value',
      path,
      `Expected 'convert' where the whole case ends, but '${node.path}' only ends a part of it.`,
      { key: true, hint: `Move it to a final state at the top, or begin the other case with 'start'.` },
    )
  const convert = compileBegin(compilation, written, { scope: compilation.scopes.base, path })
  return convert ? { convert } : {}
}

/** The process a part names; reports one that no file defines. */
export function knownProcess(
  { log, known }: Compilation,
  name: string | undefined,
  path: ValuePath,
): string | undefined {
  if (name === undefined || !known.processes || known.processes.includes(name)) return name
  log.reportUnknown('unknown-process', path, { what: 'a process', name, known: known.processes })
  return undefined
}

interface OtherPlace {
  readonly path: ValuePath
  readonly process: string
  readonly other: OtherProcess | undefined
}

function compileForEach(
  { log }: Compilation,
  written: JsonObject,
  { scope, path }: ActionPlace,
): Expression | 'faulty' | undefined {
  const text = textAt(written, 'forEach')
  if (text === undefined) return undefined
  const at = [...path, 'forEach']
  const offset = text.startsWith('=') ? 1 : 0
  const list = compileExpression(log, scope, { source: text.slice(offset), path: at, offset })
  if (!list) return 'faulty'
  if (list.type.kind === 'any') return list
  if (list.type.kind !== 'list') {
    log.report('wrong-type', at, `Expected a list, but this is a ${list.type.kind}.`, {
      expected: 'list',
      found: list.type.kind,
    })
    return 'faulty'
  }
  if (list.type.maxItems <= mostCases) return list
  log.report(
    'wrong-value',
    at,
    `Expected a list of at most ${mostCases} items, but this one may have ${list.type.maxItems}.`,
    {
      expected: `at most ${mostCases}`,
      found: String(list.type.maxItems),
      hint: `Give the list field a 'maxItems' of ${mostCases} or less.`,
    },
  )
  return 'faulty'
}

function itemType(type: ValueType): ValueType {
  return type.kind === 'list' ? type.of : { kind: 'any' }
}

function compileProfile(
  { log }: Compilation,
  written: JsonObject,
  { scope, path, other }: ActionPlace & { readonly other: OtherProcess | undefined },
): CheckedValue | undefined {
  const value = member(written, 'profile')
  if (value === undefined) return undefined
  const at = [...path, 'profile']
  if (typeof value === 'string' && !value.startsWith('=') && other && !other.profiles.includes(value)) {
    log.reportUnknown('unknown-profile', at, {
      what: 'a profile of the other process',
      name: value,
      known: other.profiles,
    })
    return undefined
  }
  return compileValue(log, scope, { value, path: at })
}

/** Fields that are handed over must be there on both sides, and of one type. */
function compileKeep(
  compilation: Compilation,
  written: JsonObject,
  { path, process, other }: OtherPlace,
): readonly string[] | undefined {
  const keep = member(written, 'keep')
  if (!Array.isArray(keep)) return undefined
  const { log } = compilation
  return keep.flatMap((name, index) => {
    const at = [...path, 'keep', index]
    const own = typeof name === 'string' ? knownField(compilation, name, { path: at }) : undefined
    if (typeof name !== 'string' || !own) return []
    if (!other) return [name]
    const theirs = other.fields.get(name)
    if (!theirs) {
      reportNoField(compilation, at, { name, process, other })
      return []
    }
    const [ours, wanted] = [own.type.kind, theirs.type.kind]
    if (ours === wanted || ours === 'any' || wanted === 'any') return [name]
    log.report(
      'wrong-type',
      at,
      `Expected a ${wanted}, as '${process}' has it, but '${name}' is a ${ours}.`,
      {
        expected: wanted,
        found: ours,
        hint: `Hand a fitting value over under 'input'.`,
      },
    )
    return []
  })
}

function compileInput(
  compilation: Compilation,
  written: JsonObject,
  { scope, path, process, other }: OtherPlace & ActionPlace,
): CheckedBegin['input'] {
  if (!other) return compileValues(compilation.log, scope, written, path)
  return Object.entries(written).flatMap(([name, value]: [string, JsonValue]) => {
    const at = [...path, name]
    const node = other.fields.get(name)
    if (!node) {
      reportNoField(compilation, at, { name, process, other, key: true })
      return []
    }
    const compiled = compileValue(compilation.log, scope, { value, path: at, node })
    return compiled ? [[name, compiled] as const] : []
  })
}

function reportNoField(
  { log }: Compilation,
  at: ValuePath,
  {
    name,
    process,
    other,
    key = false,
  }: {
    readonly name: string
    readonly process: string
    readonly other: OtherProcess
    readonly key?: boolean
  },
): void {
  const what = `a field of '${process}'`
  log.reportUnknown('unknown-field', at, { what, name, known: other.fields.keys(), key })
}

/** What the other process needs from the start, and nothing here could give it. */
function reportLacking(
  { log, fields }: Compilation,
  written: JsonObject,
  { path, process, other }: OtherPlace,
): void {
  if (!other?.sound) return
  const keep = member(written, 'keep')
  const handed = new Set(Array.isArray(keep) ? keep : fields.keys())
  const given = objectAt(written, 'input')
  const lacking = [...other.fields.values()]
    .filter(
      ({ definition }) => definition['required'] === true && member(definition, 'default') === undefined,
    )
    .map(({ name }) => name)
    .filter((name) => !handed.has(name) && !Object.hasOwn(given, name))
  if (lacking.length === 0) return
  log.report(
    'missing-key',
    path,
    `Expected a value for every field that '${process}' needs at its start, but ${lacking.join(', ')} would be missing.`,
    { expected: lacking.join(', '), hint: `Give it under 'input'.` },
  )
}
