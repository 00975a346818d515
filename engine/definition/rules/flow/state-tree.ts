import type { CheckedProcess, CheckedState } from '../../checked-process.js'

/** Whether `path` is `ancestor` or lies below it. The root is `''`. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}.`)
}

/** States above `path`, nearest first, the root last. */
export function ancestorsOf(process: CheckedProcess, path: string): readonly CheckedState[] {
  const found: CheckedState[] = []
  let parent = process.states.get(path)?.parent
  while (parent !== undefined) {
    const state = process.states.get(parent)
    if (state === undefined) break
    found.push(state)
    parent = state.parent
  }
  return found
}

/** The child states, in document order. */
export function childrenOf(process: CheckedProcess, state: CheckedState): readonly CheckedState[] {
  return state.children.flatMap((child) => process.states.get(child) ?? [])
}

/**
 * What becomes active from `path` downwards when it is entered: itself, initial states, all regions, and for a history
 * state where it leads when there is nothing to remember.
 */
export function entered(process: CheckedProcess, path: string): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [path]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const state = process.states.get(next)
    if (state === undefined || found.has(next)) continue
    found.add(next)
    waiting.push(...followers(process, state))
  }
  return found
}

function followers(process: CheckedProcess, state: CheckedState): readonly string[] {
  if (state.kind === 'parallel')
    return childrenOf(process, state)
      .filter((child) => child.kind !== 'history')
      .map((child) => child.path)
  if (state.kind === 'compound') return state.initial === undefined ? [] : [state.initial]
  if (state.kind !== 'history') return []
  if (state.history?.target !== undefined) return [state.history.target]
  const parent = state.parent === undefined ? undefined : process.states.get(state.parent)
  return parent === undefined ? [] : followers(process, parent)
}

/** What may become active when `target` is entered from anywhere: its ancestors and their other regions come with it. */
export function enteredWith(process: CheckedProcess, target: string): ReadonlySet<string> {
  const above = ancestorsOf(process, target)
  const regions = above
    .filter((state) => state.kind === 'parallel')
    .flatMap((parallel) => childrenOf(process, parallel))
    .filter((region) => region.kind !== 'history' && !isWithin(target, region.path))
    .flatMap((region) => [...entered(process, region.path)])
  return new Set([...above.map((state) => state.path), ...entered(process, target), ...regions])
}

/** Whether a case can rest in the state: ordinary or final, without children. */
export function isLeaf(state: CheckedState | undefined): boolean {
  return state?.kind === 'atomic' || state?.kind === 'final'
}

/** States a case can rest in at or below `path`, in document order. */
export function leavesWithin(process: CheckedProcess, path: string): readonly CheckedState[] {
  return [...process.states.values()].filter((state) => isLeaf(state) && isWithin(state.path, path))
}
