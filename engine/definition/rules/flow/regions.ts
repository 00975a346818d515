import type { CheckedProcess, CheckedState } from '../../checked-process.js'
import { ancestorsOf, childrenOf, isWithin } from './state-tree.js'

/** A region of a parallel state. */
export interface Region {
  readonly parallel: CheckedState
  readonly region: CheckedState
}

/** The regions a state lies in, innermost first. */
export function regionsAround(process: CheckedProcess, state: CheckedState): readonly Region[] {
  const chain = [state, ...ancestorsOf(process, state.path)]
  return chain.flatMap((region, index) => {
    const parallel = chain[index + 1]
    return parallel?.kind === 'parallel' ? [{ parallel, region }] : []
  })
}

/** The states of a region, itself included, in document order. */
export function statesOfRegion(process: CheckedProcess, region: CheckedState): readonly CheckedState[] {
  return [...process.states.values()].filter((state) => isWithin(state.path, region.path))
}

/** The regions of a parallel state. */
export function regionsOf(process: CheckedProcess, parallel: CheckedState): readonly CheckedState[] {
  return childrenOf(process, parallel).filter((child) => child.kind !== 'history')
}
