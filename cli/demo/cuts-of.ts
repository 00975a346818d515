import type { Playable } from './plan-cases.js'

/** A story after so many of its steps. */
export interface Cut {
  readonly playable: Playable
  readonly steps: number
  /** Where its case then is. */
  readonly states: readonly string[]
}

/**
 * Where stories may be cut: after what leads their case to a state they name, those of the same state together, in the
 * order of the states in the process. Never where it has ended.
 */
export function cutsOf(stories: readonly Playable[]): readonly (readonly Cut[])[] {
  const found = new Map<string, Cut[]>()
  for (const playable of stories) {
    const { start, steps = [] } = playable.told
    for (const [index, { in: other, expect }] of [
      { expect: start.expect, in: undefined },
      ...steps,
    ].entries()) {
      if (other !== undefined || expect?.state === undefined || expect.refused !== undefined) continue
      const key = [...expect.state].sort().join(' ')
      found.set(key, [...(found.get(key) ?? []), { playable, steps: index, states: expect.state }])
    }
  }
  const order = [...(stories[0]?.process.states.keys() ?? [])]
  const placeOf = ([key]: readonly [string, unknown]): number => order.indexOf(key.split(' ')[0] ?? '')
  return [...found].sort((a, b) => placeOf(a) - placeOf(b)).map(([, cuts]) => cuts)
}
