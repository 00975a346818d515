import { describe, expect, it } from 'vitest'
import { routes } from './aimed-request.js'
import { fuzzRequests } from './fuzz-requests.js'
import { openHttpWorld } from './http-world.js'

describe('bad requests', () => {
  it.each([1, 2026])(
    'to every operation do nothing that must never be (seed %i)',
    async (seed) => {
      const world = await openHttpWorld()

      const report = await fuzzRequests(world, { seed, goesOn: (requests) => requests < 450 })
      await world.close()

      expect(report.fault, JSON.stringify(report.fault, null, 1)).toBeUndefined()
      expect(routes.map(([route]) => route).filter((route) => !report.routes[route])).toEqual([])
      expect(report.statuses).toMatchObject({
        200: expect.any(Number),
        401: expect.any(Number),
        422: expect.any(Number),
      })
    },
    300_000,
  )
})
