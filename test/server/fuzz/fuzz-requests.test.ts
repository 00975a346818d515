import { describe, expect, it } from 'vitest'
import { postgresUrl } from '../../postgres/open-postgres-schema.js'
import { routes } from './aimed-request.js'
import { fuzzRequests } from './fuzz-requests.js'
import { openHttpWorld } from './http-world.js'

const runs = [
  ['sqlite', 1],
  ['sqlite', 2026],
  ...(postgresUrl === undefined ? [] : [['postgres', 7] as const]),
] as const

/** Operations that cannot be granted here, each with its reason: none. */
const neverGranted: { readonly [route: string]: string } = {}

describe('bad requests', () => {
  it.each(runs)(
    'to every operation do nothing that must never be (%s, seed %i)',
    async (on, seed) => {
      const world = await openHttpWorld({ on })

      const report = await fuzzRequests(world, { seed, goesOn: (requests) => requests < 600 })
      await world.close()

      expect(report.fault, JSON.stringify(report.fault, null, 1)).toBeUndefined()
      expect(routes.map(([route]) => route).filter((route) => !report.routes[route]?.granted)).toEqual(
        Object.keys(neverGranted),
      )
      expect(report.statuses).toMatchObject({
        200: expect.any(Number),
        401: expect.any(Number),
        422: expect.any(Number),
      })
    },
    300_000,
  )
})
