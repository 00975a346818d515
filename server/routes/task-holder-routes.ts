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
      await change(surface, { request, response, reason }, (task, who) =>
        engine.releaseTask(task, { ...who, ...more }),
      )
    }),
    post('assign', async (request, response) => {
      const given = bodyOf(response, 'POST /api/tasks/{id}/assign')
      await change(surface, { request, response, ...given }, (task, who) =>
        engine.assignTask(task, { ...who, ...given }),
      )
    }),
  ]
}

function post(act: 'claim' | 'release' | 'assign', handle: Route['handle']): Route {
  return { method: 'POST', path: `/api/tasks/{id}/${act}`, handle }
}

/** What is asked for, and what an operator needs for the same. */
interface Asked {
  readonly request: Request
  readonly response: Response
  readonly reason?: string | undefined
  readonly to?: string
}

/** Whoever has no part in the task, but the permission, reassigns it as an operator, with a reason. */
async function change(
  surface: Surface,
  { request, response, reason, to }: Asked,
  act: (task: string, who: TaskRequest) => Promise<Answer>,
): Promise<void> {
  const who = { actor: actorOf(response), ...idempotencyKeyOf(request) }
  const { task, sight, record, told } = await seenTask(surface, request, response)
  const own = await act(task, who)
  const isOperator =
    own.refused?.reasons.some(({ code }) => strangers.has(code)) === true &&
    reason !== undefined &&
    (await surface.reading.may(who.actor, 'reassign', { record })).allowed
  const wish = { task, ...(to !== undefined && { to }) }
  const answer = isOperator
    ? await surface.engine.operate(record.id, { ...who, ...wish, action: 'reassign', reason })
    : own
  await answerInstance(surface, response, { ...told(answer), sight })
}

/** What those are told who have no part in a task; the last one when they ask again by the key they became an operator with. */
const strangers: ReadonlySet<string> = new Set(['forbidden', 'task-taken', 'idempotency-key-reused'])
