import type { Request, Response } from 'express'
import { unknownMessage } from '../../engine/index.js'
import { answerInstance, wholeInstance, type Surface } from '../answer-instance.js'
import { actorOf } from '../authenticate.js'
import { expectAdmin } from '../expect-admin.js'
import { RefusedRequest } from '../problem-response.js'
import { messageView, relatedView, similarViews } from '../related-views.js'
import { idempotencyKeyOf, oneOf, pageOf, readBody, readQuery, refuseIfMatch } from '../request-values.js'
import type { Route } from '../route.js'

/** How cases belong together: links and messages between them, and those that are probably the same matter. */
export function caseRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/messages',
      query: ['status', 'limit', 'cursor'],
      handle: (request, response) => list(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/links',
      query: ['limit', 'cursor', 'messages'],
      handle: async (request, response) => {
        const { messages, ...query } = readQuery(request, ['limit', 'cursor', 'messages'])
        const page = { ...pageOf(query), ...(messages !== undefined && { messages }) }
        const record = await wholeInstance(surface, request, response)
        response.json(await relatedView(surface, actorOf(response), record, page))
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/similar',
      query: [],
      handle: async (request, response) => {
        const record = await wholeInstance(surface, request, response)
        response.json({ items: await similarViews(surface, actorOf(response), record) })
      },
    },
    {
      method: 'POST',
      path: '/api/instances/{id}/messages/{message}/retry',
      query: [],
      handle: (request, response) => retry(surface, request, response),
    },
    {
      method: 'POST',
      path: '/api/instances/{id}/messages/{message}/discard',
      query: [],
      handle: (request, response) => discard(surface, request, response),
    },
  ]
}

const statuses = ['held', 'waiting', 'pending', 'refused', 'ignored', 'discarded'] as const

/** For admins: the messages of all cases that somebody may have to look at. */
async function list({ engine }: Surface, request: Request, response: Response): Promise<void> {
  const { status, ...query } = readQuery(request, ['status', 'limit', 'cursor'])
  const filter = { status: oneOf('status', status, statuses) ?? 'held' }
  const page = pageOf(query)
  expectAdmin(response)
  const { items, next } = await engine.messages(filter, page)
  response.json({
    items: items.map((message) => messageView(message, true)),
    ...(next === undefined ? {} : { next }),
  })
}

/** For admins: the message has to be one of this case. */
async function retry(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { reason, data, profile } = readBody(request, {
    reason: { kind: 'reason', required: true },
    data: { kind: 'object' },
    profile: { kind: 'text' },
  })
  refuseIfMatch(request)
  const key = idempotencyKeyOf(request)
  const { id } = await wholeInstance(surface, request, response)
  const actor = expectAdmin(response)
  const message = String(request.params['message'])
  const found = await engine.store.read.message(message)
  if (found?.from !== id && found?.to !== id) throw new RefusedRequest(unknownMessage(message))
  const more = { ...(data && { data }), ...(profile !== undefined && { profile }) }
  const answer = await engine.retryMessage(message, { reason, actor, ...key, ...more })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}

/** For admins: the message has to be one for this case, whose trail says why it never heard of it. */
async function discard(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { reason } = readBody(request, { reason: { kind: 'reason', required: true } })
  refuseIfMatch(request)
  const key = idempotencyKeyOf(request)
  const { id } = await wholeInstance(surface, request, response)
  const actor = expectAdmin(response)
  const message = String(request.params['message'])
  if ((await engine.store.read.message(message))?.to !== id) throw new RefusedRequest(unknownMessage(message))
  const answer = await engine.discardMessage(message, { reason, actor, ...key })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}
