import type { Request, Response } from 'express'
import type { Answer, TaskRequest } from '../../engine/index.js'
import { answerInstance, type Surface } from '../answer-instance.js'
import { actorOf, isAdmin } from '../authenticate.js'
import { idempotencyKeyOf, readBody, refuseIfMatch } from '../request-values.js'
import type { Route } from '../route.js'
import { seenTask } from '../seen-task.js'

/**
 * Who has a task: it is claimed, given back, or given to somebody else. The process says who may; an admin
 * may too, with a reason, so that no task is locked for good.
 */
export function taskHolderRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    post('claim', async (request, response) => {
      readBody(request, {})
      await change(surface, { request, response }, (task, who) => engine.claimTask(task, who))
    }),
    post('release', async (request, response) => {
      const { reason } = readBody(request, { reason: { kind: 'reason' } })
      const more = { ...(reason !== undefined && { reason }), asOperator: isAdmin(actorOf(response)) }
      await change(surface, { request, response }, (task, who) =>
        engine.releaseTask(task, { ...who, ...more }),
      )
    }),
    post('assign', async (request, response) => {
      const given = readBody(request, {
        to: { kind: 'text', required: true },
        reason: { kind: 'reason', required: true },
      })
      await change(surface, { request, response }, (task, who) =>
        engine.assignTask(task, { ...who, ...given, asOperator: isAdmin(actorOf(response)) }),
      )
    }),
  ]
}

function post(act: 'claim' | 'release' | 'assign', handle: Route['handle']): Route {
  return { method: 'POST', path: `/api/tasks/{id}/${act}`, query: [], handle }
}

async function change(
  surface: Surface,
  { request, response }: { readonly request: Request; readonly response: Response },
  act: (task: string, who: TaskRequest) => Promise<Answer>,
): Promise<void> {
  refuseIfMatch(request)
  const who = { actor: actorOf(response), ...idempotencyKeyOf(request) }
  const { task, sight } = await seenTask(surface, request, response)
  const answer = await act(task.id, who)
  await answerInstance(surface, response, { ...answer, sight })
}
