import { beforeAll, describe, expect, it } from 'vitest'
import { checkWorkflows, readSources, type CheckedWorkflows } from '../../engine/index.js'
import { outsideFiles } from '../runtime/effects/outside-files.js'
import { checkedWorkflows } from '../workflows/checked-workflows.js'
import { fuzz } from './fuzz.js'
import { Random } from './random.js'

let workflows: CheckedWorkflows
const outside = checkWorkflows(readSources(outsideFiles))

beforeAll(async () => {
  ;({ workflows } = await checkedWorkflows('workflows'))
}, 300_000)

describe('random events', () => {
  it.each([1, 2026])(
    'on the shipped processes do nothing that must never be (seed %i)',
    async (seed) => {
      const report = await fuzz(workflows, { seed, goesOn: (moves) => moves < 250 })

      expect(report.fault, JSON.stringify(report.fault, null, 1)).toBeUndefined()
      expect(report.moves).toBe(250)
      expect(report.accepted).toBeGreaterThan(50)
      expect(Object.keys(report.refused).length).toBeGreaterThan(3)
    },
    600_000,
  )

  it.each([3, 43])(
    'and random results of services do nothing that must never be (seed %i)',
    async (seed) => {
      const report = await fuzz(outside, { seed, goesOn: (moves) => moves < 400 })

      expect(report.fault, JSON.stringify(report.fault, null, 1)).toBeUndefined()
      expect(Object.keys(report.effects)).toEqual(
        expect.arrayContaining(['cancelled', 'delivered', 'pending', 'skipped']),
      )
      expect(report.incidents).toBeGreaterThan(5)
    },
    600_000,
  )

  it.each([
    ['shipped processes', () => workflows],
    ['processes that ask services', () => outside],
  ])(
    'are the same for the same seed on %s',
    async (_name, processes) => {
      const once = await fuzz(processes(), { seed: 7, goesOn: (moves) => moves < 60 })
      const again = await fuzz(processes(), { seed: 7, goesOn: (moves) => moves < 60 })
      const other = await fuzz(processes(), { seed: 8, goesOn: (moves) => moves < 60 })

      expect(again).toEqual(once)
      expect({ ...other, seed: 7 }).not.toEqual(once)
    },
    600_000,
  )
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
