import type { Request, Response } from 'express'
import { answerInstance, wholeInstance, type Surface } from '../answer-instance.js'
import { actorOf, adminRole } from '../authenticate.js'
import { notForYou } from '../may-read.js'
import { RefusedRequest } from '../problem-response.js'
import { idempotencyKeyOf, readBody, refuseIfMatch, wrongMember } from '../request-values.js'
import type { Route } from '../route.js'

const actions = ['suspend', 'resume', 'recompute'] as const

/** What operators do to a case, each with a reason: for admins. */
export function actionRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/instances/{id}/actions',
      query: [],
      handle: (request, response) => act(surface, request, response),
    },
  ]
}

async function act(surface: Surface, request: Request, response: Response): Promise<void> {
  const body = readBody(request, {
    action: { kind: 'text', required: true },
    reason: { kind: 'reason', required: true },
  })
  const action = actions.find((one) => one === body.action)
  if (!action) throw wrongMember('action', actions.join(' or '), body.action)
  refuseIfMatch(request)
  const key = idempotencyKeyOf(request)
  const { id } = await wholeInstance(surface, request, response)
  const actor = actorOf(response)
  if (!actor.roles.includes(adminRole)) throw new RefusedRequest(notForYou())
  const answer = await surface.engine[action](id, { reason: body.reason, actor, ...key })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}
