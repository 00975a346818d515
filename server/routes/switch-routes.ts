import type { Request, Response } from 'express'
import { switchView, type SwitchAnswer, type SwitchRequest } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { expectMay } from '../access/index.js'
import { bodyOf } from '../contract/index.js'
import { answerRefusal } from '../http/problem-response.js'
import { idempotencyKeyOf, idOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

type SwitchPath = `/api/effects/${'hold' | 'release'}` | `/api/processes/{id}/${'drain' | 'reopen'}`

/** What operators switch for all nodes: whether anything goes outside, and whether a process takes new cases. */
export function switchRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  const turn = (
    path: SwitchPath,
    act: (request: Request, asked: SwitchRequest) => Promise<SwitchAnswer>,
  ): Route => ({
    method: 'POST',
    path,
    handle: async (request, response) => {
      const { reason } = bodyOf(response, `POST ${path}` as const)
      const key = idempotencyKeyOf(request)
      const actor = await expectMay(surface, response, 'switches')
      answer(response, await act(request, { actor, reason, ...key }))
    },
  })
  return [
    {
      method: 'GET',
      path: '/api/switches',
      handle: async (_request, response) => {
        await expectMay(surface, response, 'switches')
        const items = (await engine.switches()).map(switchView)
        response.json({ items, delivered: engine.deliveredLanes(), waiting: await engine.waitingLanes() })
      },
    },
    turn('/api/effects/hold', (_request, asked) => engine.holdEffects(asked)),
    turn('/api/effects/release', (_request, asked) => engine.releaseEffects(asked)),
    turn('/api/processes/{id}/drain', (request, asked) => engine.drain(idOf(request), asked)),
    turn('/api/processes/{id}/reopen', (request, asked) => engine.reopen(idOf(request), asked)),
  ]
}

function answer(response: Response, answered: SwitchAnswer): void {
  if (answered.refused) {
    answerRefusal(response, answered.refused)
    return
  }
  if (answered.repeated) response.set('Idempotency-Replayed', 'true')
  response.json({ items: answered.switches.map(switchView) })
}
