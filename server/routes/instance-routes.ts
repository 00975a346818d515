import { Router, type Request, type Response } from 'express'
import {
  unknownInstance,
  type Answer,
  type Engine,
  type InstanceFilter,
  type InstanceRecord,
} from '../../engine/index.js'
import { actorOf } from '../authenticate.js'
import { jsonBody } from '../json-body.js'
import { notForYou, type Reading } from '../may-read.js'
import { answerRefusal } from '../problem-response.js'
import {
  expectedRevisionOf,
  idOf,
  idempotencyKeyOf,
  limitOf,
  oneOf,
  readBody,
  readQuery,
} from '../request-values.js'
import { effectView, instanceRowView, instanceView, trailView } from '../views.js'

const listParameters = [
  'process',
  'state',
  'status',
  'outcome',
  'overdue',
  'role',
  'q',
  'sort',
  'limit',
  'cursor',
  'count',
] as const

/** Everything below `/api/instances`: parse → engine → answer. */
export function instanceRoutes(engine: Engine, reading: Reading): Router {
  const router = Router()

  router.get('/', async (request, response) => {
    const query = readQuery(request, listParameters)
    const filter = filterOf(query, engine.now(), reading.processes(actorOf(response)))
    if (!filter) return answerRefusal(response, notForYou())
    const limit = limitOf(query.limit)
    const sort = oneOf('sort', query.sort, ['updated', 'created', 'due'])
    const page = await engine.list(filter, {
      ...(limit === undefined ? {} : { limit }),
      ...(sort === undefined ? {} : { sort }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    })
    const count =
      oneOf('count', query.count, ['true', 'false']) === 'true' ? { count: await engine.count(filter) } : {}
    response.json({
      items: page.items.map(instanceRowView),
      ...(page.next ? { next: page.next } : {}),
      ...count,
    })
  })

  router.post('/', jsonBody, async (request, response) => {
    const body = readBody(request, {
      process: { kind: 'text', required: true },
      profile: { kind: 'text' },
      data: { kind: 'object' },
    })
    const answer = await engine.create(body.process, {
      actor: actorOf(response),
      ...(body.profile === undefined ? {} : { profile: body.profile }),
      ...(body.data === undefined ? {} : { data: body.data }),
      ...idempotencyKeyOf(request),
    })
    await answerInstance(response, answer, 201)
  })

  router.get('/:id', async (request, response) => {
    const record = await readable(request, response)
    if (record) await answerInstance(response, { instance: record })
  })

  router.get('/:id/events', async (request, response) => {
    const record = await readable(request, response)
    if (!record) return
    response.json({ items: (await engine.accepted(record.id, actorOf(response))) ?? [] })
  })

  router.post('/:id/events', jsonBody, async (request, response) => {
    const body = readBody(request, {
      event: { kind: 'text', required: true },
      payload: { kind: 'object' },
      to: { kind: 'text' },
      expectedVisit: { kind: 'visit' },
    })
    const { event, ...rest } = body
    const answer = await engine.send(idOf(request), event, {
      actor: actorOf(response),
      ...rest,
      ...expectedRevisionOf(request),
      ...idempotencyKeyOf(request),
    })
    await answerInstance(response, answer)
  })

  router.post('/:id/notes', jsonBody, async (request, response) => {
    const { text } = readBody(request, { text: { kind: 'text', required: true } })
    if (!(await readable(request, response))) return
    const actor = actorOf(response)
    await answerInstance(
      response,
      await engine.note(idOf(request), { text, actor, ...idempotencyKeyOf(request) }),
    )
  })

  router.post('/:id/corrections', jsonBody, async (request, response) => {
    const { changes, reason } = readBody(request, {
      changes: { kind: 'object', required: true },
      reason: { kind: 'text', required: true },
    })
    const answer = await engine.correct(idOf(request), {
      changes,
      reason,
      actor: actorOf(response),
      ...expectedRevisionOf(request),
      ...idempotencyKeyOf(request),
    })
    await answerInstance(response, answer)
  })

  router.get('/:id/trail', async (request, response) => {
    const record = await readable(request, response)
    if (!record) return
    const { limit, cursor } = readQuery(request, ['limit', 'cursor'])
    const rows = limitOf(limit)
    const page = await engine.trail(record.id, {
      ...(rows === undefined ? {} : { limit: rows }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    response.json({ items: page.items.map(trailView), ...(page.next ? { next: page.next } : {}) })
  })

  router.get('/:id/effects', async (request, response) => {
    const record = await readable(request, response)
    if (record) response.json({ items: (await engine.effects(record.id)).map(effectView) })
  })

  return router

  /** The case, when the actor may read it; otherwise the answer was given. */
  async function readable(
    request: Request,
    response: Response,
  ): Promise<InstanceRecord | undefined> {
    const record = await engine.get(idOf(request))
    if (record && reading.instance(actorOf(response), record)) return record
    answerRefusal(response, record ? notForYou() : unknownInstance(idOf(request)))
    return undefined
  }

  async function answerInstance(response: Response, answer: Answer, status = 200): Promise<void> {
    if (answer.refused) return answerRefusal(response, answer.refused)
    const { instance } = answer
    const process = await engine.processOf(instance)
    response.set('ETag', `"${instance.revision}"`)
    if (status === 201) response.set('Location', `/api/instances/${instance.id}`)
    if (answer.repeated) response.set('Idempotency-Replayed', 'true')
    response.status(status).json(instanceView(instance, process))
  }
}

/** The one filter of list and count; `undefined` when nothing in it is open to the actor. */
function filterOf(
  query: Partial<Record<(typeof listParameters)[number], string>>,
  now: number,
  mine: readonly string[],
): InstanceFilter | undefined {
  const { process, state, outcome, q, role } = query
  if (mine.length === 0 || (process !== undefined && !mine.includes(process))) return undefined
  const status = oneOf('status', query.status, ['active', 'ended'])
  const overdue = oneOf('overdue', query.overdue, ['true', 'false']) === 'true'
  return {
    ...(process === undefined ? { processes: mine } : { process }),
    ...(state === undefined ? {} : { state }),
    ...(status === undefined ? {} : { status }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(overdue ? { overdueAt: now } : {}),
    ...(role === undefined ? {} : { taskRoles: [role] }),
    ...(q === undefined ? {} : { q }),
  }
}
