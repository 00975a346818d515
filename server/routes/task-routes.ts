import { Router } from 'express'
import { unknownTask, type Engine } from '../../engine/index.js'
import { actorOf, adminRole } from '../authenticate.js'
import { jsonBody } from '../json-body.js'
import { notForYou } from '../may-read.js'
import { answerRefusal } from '../problem-response.js'
import { idOf, idempotencyKeyOf, limitOf, readBody, readQuery } from '../request-values.js'
import { instanceView, taskView } from '../views.js'

/** `GET /api/tasks`: what the actor's roles may work on; an admin sees all, or those of `role`. */
export function taskRoutes(engine: Engine): Router {
  const router = Router()

  router.get('/', async (request, response) => {
    const query = readQuery(request, ['role', 'process', 'instance', 'limit', 'cursor'])
    const { roles } = actorOf(response)
    const admin = roles.includes(adminRole)
    if (query.role !== undefined && !admin && !roles.includes(query.role))
      return answerRefusal(response, notForYou())
    const wanted = query.role === undefined ? (admin ? undefined : roles) : [query.role]
    const limit = limitOf(query.limit)
    const page = await engine.tasks(
      {
        ...(wanted ? { roles: wanted.filter((role) => admin || !engine.isOutside(role)) } : {}),
        ...(query.process === undefined ? {} : { process: query.process }),
        ...(query.instance === undefined ? {} : { instance: query.instance }),
      },
      {
        ...(limit === undefined ? {} : { limit }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      },
    )
    response.json({ items: page.items.map(taskView), ...(page.next ? { next: page.next } : {}) })
  })

  /** Sends one of the task's events to its own region, provided its visit is still the one that was seen. */
  router.post('/:id/complete', jsonBody, async (request, response) => {
    const { event, payload } = readBody(request, {
      event: { kind: 'text', required: true },
      payload: { kind: 'object' },
    })
    const task = await engine.task(idOf(request))
    if (!task) return answerRefusal(response, unknownTask(idOf(request)))
    const answer = await engine.send(task.instance, event, {
      actor: actorOf(response),
      to: task.state,
      expectedVisit: { state: task.state, visit: task.visit },
      ...(payload === undefined ? {} : { payload }),
      ...idempotencyKeyOf(request),
    })
    if (answer.refused) return answerRefusal(response, answer.refused)
    response.set('ETag', `"${answer.instance.revision}"`)
    response.json(instanceView(answer.instance, await engine.processOf(answer.instance)))
  })

  return router
}
