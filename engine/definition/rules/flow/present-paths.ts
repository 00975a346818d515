import type { Expression, FieldType } from '../../../expression/expression.js'
import type { CheckedAction, CheckedProcess, CheckedValue } from '../../checked-process.js'
import { termsOf } from './guard-terms.js'
import { isWithin } from './state-tree.js'
import { writesOf } from './writes.js'

/** Optional paths of the data, such as `quote.total`, that certainly hold a value at some point. */
export type Present = ReadonlySet<string>

/** What is there after an expression that must hold did hold. */
export function afterHolding(present: Present, expression: Expression): Present {
  let paths = ensured.get(expression)
  if (!paths) {
    paths = pathsEnsuredBy(expression)
    ensured.set(expression, paths)
  }
  return including(present, paths)
}

/** A guard is met on every way through its state, again and again until nothing changes. */
const ensured = new WeakMap<Expression, readonly string[]>()

function pathsEnsuredBy({ source, untested }: Expression): readonly string[] {
  const tested = termsOf(source).flatMap(
    (term) => /^present \( data \. ([\w .]+) \)$/.exec(term)?.[1]?.replaceAll(' ', '') ?? [],
  )
  // Without `||` and `pick` every part was evaluated, so what it read was there.
  const read = /\|\||\bpick\s*\(/.test(source) ? [] : untested.flatMap(({ path }) => dataPath(path) ?? [])
  return [...tested, ...read]
}

/** What is there after actions ran. */
export function afterActions(present: Present, actions: readonly CheckedAction[]): Present {
  return actions.reduce(afterAction, present)
}

/** Whether a path read by an expression certainly holds a value. Anything but `data.…` is not followed. */
export function isCertain(process: CheckedProcess, present: Present, read: string): boolean {
  const path = dataPath(read)
  if (path === undefined) return false
  const names = path.split('.')
  let fields: { readonly [name: string]: FieldType } = process.scope.types.data
  for (const [index, name] of names.entries()) {
    const field = fields[name]
    if (field === undefined) return present.has(path)
    if (!field.required && !present.has(names.slice(0, index + 1).join('.'))) return false
    fields = field.type.kind === 'object' ? field.type.fields : {}
  }
  return true
}

function afterAction(present: Present, action: CheckedAction): Present {
  if (action.kind === 'clear') return excluding(present, action.paths)
  if (action.kind === 'append') return including(present, writesOf(action))
  if (action.kind !== 'assign') return present
  let after = present
  for (const [path, value] of action.entries)
    after = including(excluding(after, [path]), assigned(path, value))
  return after
}

function assigned(path: string, value: CheckedValue): readonly string[] {
  if (value.kind === 'object')
    return [path, ...value.entries.flatMap(([name, part]) => assigned(`${path}.${name}`, part))]
  if (value.kind !== 'literal' || value.value === null || typeof value.value !== 'object') return [path]
  return Array.isArray(value.value)
    ? [path]
    : [path, ...Object.keys(value.value).map((name) => `${path}.${name}`)]
}

function dataPath(read: string): string | undefined {
  return read.startsWith('data.') ? read.slice('data.'.length) : undefined
}

/** The set with the paths. A value below a path needs its parents, so they are there too. */
export function including(present: Present, paths: readonly string[]): Present {
  if (paths.length === 0) return present
  const parents = paths.flatMap((path) =>
    path.split('.').map((_, index, names) => names.slice(0, index + 1).join('.')),
  )
  return new Set([...present, ...parents])
}

/** The set without the paths and all that lies below them. */
export function excluding(present: Present, paths: readonly string[]): Present {
  if (paths.length === 0) return present
  return new Set([...present].filter((each) => !paths.some((path) => isWithin(each, path))))
}

/** What is there in both. */
export function common(one: Present, other: Present): Present {
  return new Set([...one].filter((each) => other.has(each)))
}
