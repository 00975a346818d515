import { describe, expect, it } from 'vitest'
import { FactNeeded } from '../../engine/core/index.js'
import type { Facts } from '../../engine/core/command.js'
import { StepFacts } from '../../engine/runtime/step-facts.js'
import type { FactSource, HeldFacts } from '../../engine/store/port.js'

const held: HeldFacts = {
  series: { 'paper:slip:S-{seq:3}': 7 },
  rotations: { desk: null },
  units: {},
  papers: [{ paper: 'slip', number: 'S-008', used: true }],
}

/** A store that finds nothing, and counts how often it is asked for a series. */
function emptyRows(more: Partial<FactSource> = {}): { readonly rows: FactSource; readonly asked: string[] } {
  const asked: string[] = []
  const rows: FactSource = {
    series: (keys) => {
      asked.push(...keys)
      return Promise.resolve({})
    },
    rotation: () => Promise.resolve(undefined),
    unit: () => Promise.resolve(undefined),
    loads: () => Promise.resolve({}),
    usedVouchers: () => Promise.resolve([]),
    storedAttachments: () => Promise.resolve({}),
    attachmentsOf: () => Promise.resolve([]),
    sameValues: () => Promise.resolve({}),
    ...more,
  }
  return { rows, asked }
}

const people = () => Promise.resolve([])
const world: Facts = { series: {} }

/** What a step does that draws from two series: it asks for what it does not find. */
function drawing(facts: Facts): readonly number[] {
  return ['paper:slip:S-{seq:3}', 'other'].map((key) => {
    const last = facts.series[key]
    if (last === undefined) throw new FactNeeded({ kind: 'series', keys: [key] })
    return last
  })
}

describe('the facts of a step', () => {
  it('begin with what the transaction has read before, so that only the rest is asked for', async () => {
    const { rows, asked } = emptyRows({ held: () => held })
    const facts = new StepFacts({ rows, people }, world)
    let taken = 0

    const drawn = await facts.run((known) => {
      taken += 1
      return drawing(known)
    })

    expect(drawn).toEqual([7, 0])
    expect(asked).toEqual(['other'])
    expect(taken).toBe(2)
    expect(await facts.run(({ usedVouchers, rotations }) => ({ usedVouchers, rotations }))).toEqual({
      usedVouchers: { 'slip/S-008': true },
      rotations: { desk: null },
    })
  })

  it('are asked for one by one where nothing is kept', async () => {
    const { rows, asked } = emptyRows()

    expect(await new StepFacts({ rows, people }, world).run(drawing)).toEqual([0, 0])
    expect(asked).toEqual(['paper:slip:S-{seq:3}', 'other'])
  })
})
