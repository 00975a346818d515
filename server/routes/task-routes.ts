import type { Request, Response } from 'express'
import { unknownTask } from '../../engine/index.js'
import { answerInstance, type Surface } from '../answer-instance.js'
import { actorOf, adminRole } from '../authenticate.js'
import { notForYou } from '../may-read.js'
import { aboutInstance, RefusedRequest } from '../problem-response.js'
import { expectedRevisionOf, idempotencyKeyOf, idOf, pageOf, readBody, readQuery } from '../request-values.js'
import type { Route } from '../route.js'
import { pageView, taskView } from '../views.js'

const listParameters = ['role', 'process', 'instance', 'limit', 'cursor'] as const

/** Work items: what the actor's roles may work on, and how one is done. */
export function taskRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/tasks',
      query: listParameters,
      handle: (request, response) => listTasks(surface, request, response),
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/complete',
      query: [],
      handle: (request, response) => completeTask(surface, request, response),
    },
  ]
}

/** An admin sees all tasks, or those of `role`; everybody else those of the own roles inside the house. */
async function listTasks({ engine }: Surface, request: Request, response: Response): Promise<void> {
  const query = readQuery(request, listParameters)
  const { roles } = actorOf(response)
  const admin = roles.includes(adminRole)
  const mine = roles.filter((role) => !engine.isOutside(role))
  if (query.role !== undefined && !admin && !mine.includes(query.role)) throw new RefusedRequest(notForYou())
  const wanted = query.role === undefined ? (admin ? undefined : mine) : [query.role]
  const page = await engine.tasks(
    {
      ...(wanted ? { roles: wanted } : {}),
      ...(query.process === undefined ? {} : { process: query.process }),
      ...(query.instance === undefined ? {} : { instance: query.instance }),
    },
    pageOf(query),
  )
  response.json(pageView(page, taskView))
}

/** Sends one of the task's events to its own region, provided its visit is still the one that was seen. */
async function completeTask(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine, reading } = surface
  const { event, payload, occurredAt } = readBody(request, {
    event: { kind: 'text', required: true },
    payload: { kind: 'object' },
    occurredAt: { kind: 'moment' },
  })
  const preconditions = { ...expectedRevisionOf(request), ...idempotencyKeyOf(request) }
  const actor = actorOf(response)
  const task = await engine.task(idOf(request))
  if (task) aboutInstance(response, task.instance)
  const record = task && (await engine.get(task.instance))
  const sight = record ? await reading.instance(actor, record) : 'none'
  if (!task || sight === 'none') throw new RefusedRequest(unknownTask(idOf(request)))
  const answer = await engine.send(task.instance, event, {
    actor,
    to: task.state,
    expectedVisit: { state: task.state, visit: task.visit },
    ...(payload === undefined ? {} : { payload }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...preconditions,
  })
  await answerInstance(surface, response, { ...answer, sight })
}
