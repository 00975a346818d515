import type { Request, Response } from 'express'
import type { Answer, TaskRequest } from '../../engine/index.js'
import { answerInstance, type Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { bodyOf } from '../contract/index.js'
import { idempotencyKeyOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { seenTask } from '../views/seen-task.js'

/**
 * Who has a task: it is claimed, given back, or given to somebody else. The process says who may; whoever
 * has the permission `reassign` may too, with a reason, so that no task is locked for good.
 */
export function taskHolderRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    post('claim', async (request, response) => {
      bodyOf(response, 'POST /api/tasks/{id}/claim')
      await change(surface, { request, response }, (task, who) => engine.claimTask(task, who))
    }),
    post('release', async (request, response) => {
      const { reason } = bodyOf(response, 'POST /api/tasks/{id}/release')
      const more = { ...(reason !== undefined && { reason }) }
      await change(surface, { request, response }, (task, who, asOperator) =>
        engine.releaseTask(task, { ...who, ...more, asOperator }),
      )
    }),
    post('assign', async (request, response) => {
      const given = bodyOf(response, 'POST /api/tasks/{id}/assign')
      await change(surface, { request, response }, (task, who, asOperator) =>
        engine.assignTask(task, { ...who, ...given, asOperator }),
      )
    }),
  ]
}

function post(act: 'claim' | 'release' | 'assign', handle: Route['handle']): Route {
  return { method: 'POST', path: `/api/tasks/{id}/${act}`, handle }
}

async function change(
  surface: Surface,
  { request, response }: { readonly request: Request; readonly response: Response },
  act: (task: string, who: TaskRequest, asOperator: boolean) => Promise<Answer>,
): Promise<void> {
  const who = { actor: actorOf(response), ...idempotencyKeyOf(request) }
  const { task, sight, record } = await seenTask(surface, request, response)
  const { allowed } = await surface.reading.may(who.actor, 'reassign', { record })
  const answer = await act(task.id, who, allowed)
  await answerInstance(surface, response, { ...answer, sight })
}
