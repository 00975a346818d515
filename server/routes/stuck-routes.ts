import { stuckView, unknownInstance } from '../../engine/index.js'
import { wholeInstance, type Surface } from '../views/answer-instance.js'
import { RefusedRequest } from '../http/problem-response.js'
import type { Route } from '../http/route.js'

/** Why a case does not move: for whoever sees it whole, since it names people, other cases and what went wrong. */
export function stuckRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/instances/{id}/stuck',
      handle: async (request, response) => {
        const { id } = await wholeInstance(surface, request, response)
        const told = await surface.engine.whyStuck(id)
        if (!told) throw new RefusedRequest(unknownInstance(id))
        response.json(stuckView(told))
      },
    },
  ]
}
