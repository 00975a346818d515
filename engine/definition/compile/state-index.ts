import type { JsonObject } from '../../errors/json.js'
import type { CheckedState } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { isObject, objectAt, objectsAt, textAt } from './json-access.js'

/** A state before its parts are compiled: where it stands and what it is. */
export interface StateNode {
  readonly path: string
  readonly name: string
  readonly kind: CheckedState['kind']
  /** Document order, the root is 0. */
  readonly order: number
  readonly parent?: string
  readonly children: readonly string[]
  readonly definition: JsonObject
  /** Where it stands in the long form. */
  readonly at: ValuePath
}

/** All states by path, in document order; the root has path ''. */
export type StateIndex = ReadonlyMap<string, StateNode>

/** Lays out the tree of states of a resolved process. */
export function indexStates(process: JsonObject): StateIndex {
  const index = new Map<string, StateNode>()
  add(index, { path: '', name: '', definition: process, at: [] })
  return index
}

/** Path of a state in the long form: `['states', 'a', 'states', 'b']` for `a.b`, `[]` for the root. */
export function statePathOf(path: string): ValuePath {
  return path === '' ? [] : path.split('.').flatMap((name) => ['states', name])
}

/**
 * The state a target means: a sibling of the state it is written in (the state itself included), else a path from
 * the root. `undefined` when there is neither.
 */
export function findTarget(index: StateIndex, from: string, target: string): string | undefined {
  const parent = index.get(from)?.parent ?? ''
  const sibling = joined(parent, target)
  if (!target.includes('.') && index.has(sibling)) return sibling
  return target !== '' && index.has(target) ? target : undefined
}

/**
 * The state a mark means on a clock of some state: one of its children, else a sibling (the state itself included), else
 * a path from the root. `undefined` when there is none of these.
 */
export function findMarked(index: StateIndex, from: string, name: string): string | undefined {
  const child = joined(from, name)
  if (name !== '' && !name.includes('.') && index.has(child)) return child
  return findTarget(index, from, name)
}

/** What a mark may name on a clock of some state: its children and siblings by name, and every path. */
export function markedNames(index: StateIndex, from: string): readonly string[] {
  const children = (index.get(from)?.children ?? []).map((path) => index.get(path)?.name ?? '')
  return [...new Set([...children, ...targetNames(index, from)])]
}

/** What a target written in a state may name: its siblings by name, and every path. */
export function targetNames(index: StateIndex, from: string): readonly string[] {
  const parent = index.get(index.get(from)?.parent ?? '')
  const siblings = (parent?.children ?? []).map((path) => index.get(path)?.name ?? '')
  return [...new Set([...siblings, ...index.keys()])].filter((name) => name !== '')
}

/** The state itself and those above it, nearest first, the root last. */
export function lineage(index: StateIndex, path: string): readonly StateNode[] {
  const found: StateNode[] = []
  for (
    let node = index.get(path);
    node;
    node = node.parent === undefined ? undefined : index.get(node.parent)
  )
    found.push(node)
  return found
}

interface Written {
  readonly path: string
  readonly name: string
  readonly definition: JsonObject
  readonly at: ValuePath
  readonly parent?: string
}

function add(index: Map<string, StateNode>, written: Written): void {
  const { path, definition, at } = written
  const inner = childrenOf(definition)
  const children = inner.map(([name]) => joined(path, name))
  index.set(path, { ...written, kind: kindOf(definition, children.length), order: index.size, children })
  for (const [name, child] of inner)
    add(index, {
      path: joined(path, name),
      name,
      definition: child,
      at: [...at, 'states', name],
      parent: path,
    })
}

function childrenOf(definition: JsonObject): readonly (readonly [string, JsonObject])[] {
  const type = textAt(definition, 'type')
  if (type === 'final' || type === 'history') return []
  // A state whose description was faulty still exists, or every target that names it would be reported as well.
  return Object.entries(objectAt(definition, 'states')).map(([name, child]) => [
    name,
    isObject(child) ? child : {},
  ])
}

function kindOf(definition: JsonObject, children: number): CheckedState['kind'] {
  const type = textAt(definition, 'type')
  if (type === 'final' || type === 'history' || type === 'parallel') return type
  return children > 0 ? 'compound' : 'atomic'
}

function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`
}

/** Names of all events some handler or raise of a process may concern, in document order of their first handler. */
export function handledEvents(index: StateIndex): readonly string[] {
  const found = new Set<string>()
  for (const node of index.values()) for (const [event] of objectsAt(node.definition, 'on')) found.add(event)
  return [...found]
}

/**
 * Outcomes a case may end with. Besides those that stand in the file: any case may end because nobody needs it any
 * more, or because it was told twice.
 */
export function outcomesOf(index: StateIndex): readonly string[] {
  const written = [...index.values()].flatMap(({ definition }) => textAt(definition, 'outcome') ?? [])
  return [...new Set([...written, 'cancelled', 'merged-into'])]
}
