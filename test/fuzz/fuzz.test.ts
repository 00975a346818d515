import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckedWorkflows } from '../../engine/index.js'
import { checkedWorkflows } from '../workflows/checked-workflows.js'
import { fuzz } from './fuzz.js'
import { Random } from './random.js'

let workflows: CheckedWorkflows

beforeAll(async () => {
  ;({ workflows } = await checkedWorkflows('workflows'))
}, 300_000)

describe('random events on the shipped processes', () => {
  it.each([1, 2026])(
    'do nothing that must never be (seed %i)',
    async (seed) => {
      const report = await fuzz(workflows, { seed, goesOn: (moves) => moves < 250 })

      expect(report.fault, JSON.stringify(report.fault, null, 1)).toBeUndefined()
      expect(report.moves).toBe(250)
      expect(report.accepted).toBeGreaterThan(50)
      expect(Object.keys(report.refused).length).toBeGreaterThan(3)
    },
    600_000,
  )

  it('are the same for the same seed', async () => {
    const once = await fuzz(workflows, { seed: 7, goesOn: (moves) => moves < 60 })
    const again = await fuzz(workflows, { seed: 7, goesOn: (moves) => moves < 60 })
    const other = await fuzz(workflows, { seed: 8, goesOn: (moves) => moves < 60 })

    expect(again).toEqual(once)
    expect({ ...other, seed: 7 }).not.toEqual(once)
  }, 600_000)
})

describe('random numbers', () => {
  it('follow from their seed, and fill the space between the limits', () => {
    const draw = (seed: number): readonly number[] => {
      const random = new Random(seed)
      return Array.from({ length: 1000 }, () => random.whole(1, 6))
    }

    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
    expect(new Set(draw(3))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })
})
