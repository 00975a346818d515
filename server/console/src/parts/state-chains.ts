import type { LocalText } from '../i18n/use-local-text.js'

/** An active state with its path. */
export interface NamedState {
  readonly path: string
  readonly title?: LocalText | undefined
}

/** The way down to an innermost active state, outermost first. */
export type StateChain = readonly NamedState[]

/** Where a case stands: for every innermost active state the states around it and itself. */
export function stateChains(states: readonly NamedState[]): readonly StateChain[] {
  const isInside = (inner: NamedState, outer: NamedState): boolean => inner.path.startsWith(`${outer.path}.`)
  return states
    .filter((one) => !states.some((other) => isInside(other, one)))
    .map((leaf) => [...states.filter((one) => isInside(leaf, one)), leaf])
}
