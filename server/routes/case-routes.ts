import type { Request, Response } from 'express'
import { unknownMessage } from '../../engine/index.js'
import { answerInstance, readInstance, wholeInstance, type Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { expectMay } from '../access/index.js'
import { notForYou } from '../access/refusals.js'
import { RefusedRequest } from '../http/problem-response.js'
import { messageView, relatedView, similarViews } from '../views/related-views.js'
import { bodyOf, queryOf } from '../contract/index.js'
import { idempotencyKeyOf, pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** How cases belong together: links and messages between them, and those that are probably the same matter. */
export function caseRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/messages',
      handle: (_request, response) => list(surface, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/links',
      handle: async (request, response) => {
        const { messages, ...query } = queryOf(response, 'GET /api/instances/{id}/links')
        const page = { ...pageOf(query), ...(messages !== undefined && { messages }) }
        const { record } = await readInstance(surface, request, response)
        response.json(await relatedView(surface, actorOf(response), record, page))
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/similar',
      handle: async (request, response) => {
        const { record } = await readInstance(surface, request, response)
        response.json({ items: await similarViews(surface, actorOf(response), record) })
      },
    },
    {
      method: 'POST',
      path: '/api/instances/{id}/messages/{message}/retry',
      handle: (request, response) => retry(surface, request, response),
    },
    {
      method: 'POST',
      path: '/api/instances/{id}/messages/{message}/discard',
      handle: (request, response) => discard(surface, request, response),
    },
  ]
}

/** The messages of all cases that somebody may have to look at. */
async function list(surface: Surface, response: Response): Promise<void> {
  const { engine } = surface
  const { status, ...query } = queryOf(response, 'GET /api/messages')
  const filter = { status: status ?? ('held' as const) }
  const page = pageOf(query)
  await expectMayOfAll(surface, response)
  const { items, next } = await engine.messages(filter, page)
  response.json({
    items: items.map((message) => messageView(message, true)),
    ...(next === undefined ? {} : { next }),
  })
}

/** Those of all cases are for whoever sees all cases whole: they repeat values of both. */
async function expectMayOfAll(surface: Surface, response: Response): Promise<void> {
  const actor = await expectMay(surface, response, 'messages')
  if (!(await surface.reading.seesEverything(actor))) throw new RefusedRequest(notForYou())
}

/** The message has to be one of this case. */
async function retry(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { reason, data, profile } = bodyOf(response, 'POST /api/instances/{id}/messages/{message}/retry')
  const key = idempotencyKeyOf(request)
  const record = await wholeInstance(surface, request, response)
  const { id } = record
  const actor = await expectMay(surface, response, 'messages', { record })
  const message = String(request.params['message'])
  const found = await engine.store.read.message(message)
  if (found?.from !== id && found?.to !== id) throw new RefusedRequest(unknownMessage(message))
  const more = { ...(data && { data }), ...(profile !== undefined && { profile }) }
  const answer = await engine.retryMessage(message, { reason, actor, ...key, ...more })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}

/** The message has to be one for this case, whose trail says why it never heard of it. */
async function discard(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { reason } = bodyOf(response, 'POST /api/instances/{id}/messages/{message}/discard')
  const key = idempotencyKeyOf(request)
  const record = await wholeInstance(surface, request, response)
  const { id } = record
  const actor = await expectMay(surface, response, 'messages', { record })
  const message = String(request.params['message'])
  if ((await engine.store.read.message(message))?.to !== id) throw new RefusedRequest(unknownMessage(message))
  const answer = await engine.discardMessage(message, { reason, actor, ...key })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}
