import type { Request, Response } from 'express'
import { formatInstant, permissions, type ListedSession } from '../../engine/index.js'
import { expectMay } from '../access/index.js'
import type { Surface } from '../views/answer-instance.js'
import { queryOf } from '../contract/index.js'
import {
  actorOf,
  forgetSession,
  identityOf,
  keptSender,
  scopeOf,
  signIn,
  type Sender,
} from '../identity/index.js'
import { RequestProblem } from '../http/problem-response.js'
import { idOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** Who one is, signing in with a key, signing out, and the sessions that are open. */
export function sessionRoutes(surface: Surface): readonly Route[] {
  const { engine, reading } = surface
  return [
    {
      method: 'GET',
      path: '/api/session',
      handle: async (_request, response) => {
        response.json(await senderView(surface, keptSender(response)))
      },
    },
    {
      method: 'POST',
      path: '/api/session',
      handle: (request, response) => signInByKey(surface, { request, response }),
    },
    {
      method: 'POST',
      path: '/api/session/end',
      handle: async (request, response) => {
        const { session, actor } = keptSender(response)
        if (!session) throw unknownSession()
        await engine.sessions.end(session.id, actor.id)
        forgetSession(identityOf(response).doors, request, response)
        response.status(204).end()
      },
    },
    {
      method: 'GET',
      path: '/api/sessions',
      handle: (_request, response) => listSessions(surface, response),
    },
    {
      method: 'POST',
      path: '/api/sessions/{id}/end',
      handle: async (request, response) => {
        const actor = actorOf(response)
        const session = await engine.sessions.get(idOf(request))
        // What is not one's own is answered like what does not exist.
        const isForThem =
          session && (session.actor === actor.id || (await reading.may(actor, 'sessions')).allowed)
        if (!isForThem || !(await engine.sessions.end(session.id, actor))) throw unknownSession()
        response.status(204).end()
      },
    },
  ]
}

async function signInByKey(
  surface: Surface,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<void> {
  const sender = keptSender(response)
  if (sender.by !== 'key' || sender.actor.via !== undefined)
    throw new RequestProblem(
      'not-authenticated',
      "Expected the header 'Authorization: Bearer <key>' with a key that acts for nobody else, but found none.",
    )
  await signIn(identityOf(response).doors, { request, response }, { by: 'key', keyId: sender.keyId })
  response.status(201).json(await senderView(surface, sender))
}

async function listSessions(surface: Surface, response: Response): Promise<void> {
  const { engine, reading } = surface
  const actor = actorOf(response)
  const { actor: wanted, ...page } = queryOf(response, 'GET /api/sessions')
  if (wanted !== undefined && wanted !== actor.id) await expectMay(surface, response, 'sessions')
  const whose = wanted ?? ((await reading.may(actor, 'sessions')).allowed ? undefined : actor.id)
  const { sessionLife: life } = identityOf(response).doors
  const { items, next } = await engine.sessions.list(
    { life, ...(whose !== undefined && { actor: whose }) },
    page,
  )
  response.json({
    items: items.map((one) => sessionView(one, Math.min(one.usedAt + life.idle, one.endsAt))),
    ...(next !== undefined && { next }),
  })
}

async function senderView({ reading }: Surface, { actor, by, session }: Sender): Promise<object> {
  const { id, roles, via, party, standsInFor } = actor
  const limits = scopeOf(actor)
  const decisions = await Promise.all(
    permissions.map(async (one) => ((await reading.may(actor, one)).allowed ? [one] : [])),
  )
  return {
    actor: {
      ...{ id, roles },
      ...(via !== undefined && { via }),
      ...(party !== undefined && { party }),
      ...(standsInFor && { standsInFor }),
    },
    by,
    may: decisions.flat(),
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(session && { session: sessionView(session, session.idleUntil), csrfToken: session.csrfToken }),
  }
}

function sessionView(session: ListedSession, idleUntil: number): object {
  const { id, actor, apiKey, agent, createdAt, usedAt, endsAt } = session
  return {
    ...{ id, actor, by: apiKey === undefined ? 'provider' : 'key' },
    createdAt: formatInstant(createdAt),
    usedAt: formatInstant(usedAt),
    endsAt: formatInstant(endsAt),
    idleUntil: formatInstant(idleUntil),
    ...(agent !== undefined && { agent }),
  }
}

function unknownSession(): RequestProblem {
  return new RequestProblem(
    'session-unknown',
    'Expected an open session of yours, but there is none of this id.',
  )
}
