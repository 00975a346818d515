import type { CheckedProcess, CheckedState } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import type { CompiledMachine } from './compile-machine.js'
import type { HistoryNodes, MachineNode, StateValue } from './machine.js'

/** Paths remembered per parent of a history state. */
export type History = { readonly [parent: string]: readonly string[] }

/**
 * XState's state value for stored active states. Throws `record-does-not-fit` where the process has no such state, or
 * where the states do not make up one whole configuration: XState would fill gaps with initial states in silence.
 */
export function valueOf(process: CheckedProcess, active: ReadonlySet<string>): StateValue {
  let used = 0
  const below = (state: CheckedState): StateValue => {
    const regions = state.children.filter((path) => process.states.get(path)?.kind !== 'history')
    const inside = regions.filter((path) => active.has(path))
    const expected = state.kind === 'parallel' ? regions.length : 1
    if (inside.length !== expected)
      throw doesNotFit(
        `Expected ${expected} active below '${state.path}', but the record has [${inside.join(', ')}].`,
      )
    used += inside.length
    const children = inside.flatMap((path) => process.states.get(path) ?? [])
    const [only] = children
    if (only && state.kind === 'compound' && only.children.length === 0) return only.name
    return Object.fromEntries(
      children.map((child) => [child.name, child.children.length === 0 ? {} : below(child)]),
    )
  }
  const value = below(process.root)
  if (used !== active.size) {
    const stray = [...active].find((path) => !process.states.has(path))
    throw doesNotFit(
      stray === undefined
        ? `Expected active states below active parents, but the record has [${[...active].join(', ')}].`
        : `Expected states of '${process.id}', but it has no '${stray}'.`,
    )
  }
  return value
}

/** Paths of the active states in a value, without the root. */
export function pathsOf(value: StateValue, prefix = ''): readonly string[] {
  if (typeof value === 'string') return [prefix + value]
  return Object.entries(value).flatMap(([key, child]) => [
    prefix + key,
    ...pathsOf(child, `${prefix}${key}.`),
  ])
}

/** Whether two sets of paths are the same. */
export function samePaths(a: ReadonlySet<string>, b: readonly string[]): boolean {
  return a.size === b.length && b.every((path) => a.has(path))
}

/** Revives remembered paths as the nodes XState wants (ids would make it throw, unknown ones vanish). */
export function historyNodes(
  process: CheckedProcess,
  compiled: CompiledMachine,
  history: History,
): HistoryNodes {
  const nodes: { [historyNode: string]: readonly MachineNode[] } = {}
  for (const [parent, paths] of Object.entries(history)) {
    const state = process.states.get(parent)
    for (const path of state?.children ?? []) {
      const child = process.states.get(path)
      const node = compiled.nodes.get(path)
      if (child?.kind !== 'history' || !node) continue
      const wanted = child.history?.depth === 'deep' ? paths : directChildren(parent, paths)
      nodes[node.id] = wanted.map((remembered) => revived(process, compiled, remembered))
    }
    if (!state) throw doesNotFit(`Expected states of '${process.id}', but it has no '${parent}' to remember.`)
  }
  return nodes
}

function revived(process: CheckedProcess, compiled: CompiledMachine, path: string): MachineNode {
  const node = compiled.nodes.get(path)
  if (!node) throw doesNotFit(`Expected states of '${process.id}', but it has no '${path}' to go back to.`)
  return node
}

/** What XState remembers now, as paths. A deep history knows the leaves, which the shallow one can be told from. */
export function historyOf(process: CheckedProcess, compiled: CompiledMachine, nodes: HistoryNodes): History {
  const history: { [parent: string]: readonly string[] } = {}
  for (const [path, state] of process.states) {
    if (state.kind !== 'history') continue
    const remembered = nodes[compiled.nodes.get(path)?.id ?? '']
    const parent = state.parent ?? ''
    if (!remembered || (history[parent] && state.history?.depth !== 'deep')) continue
    history[parent] = remembered
      .map((node) => node.path.join('.'))
      .sort((a, b) => order(process, a) - order(process, b))
  }
  return history
}

function order(process: CheckedProcess, path: string): number {
  return process.states.get(path)?.order ?? 0
}

function directChildren(parent: string, paths: readonly string[]): readonly string[] {
  const depth = parent === '' ? 1 : parent.split('.').length + 1
  return [...new Set(paths.map((path) => path.split('.').slice(0, depth).join('.')))]
}

function doesNotFit(message: string): EngineError {
  return new EngineError('record-does-not-fit', message)
}
