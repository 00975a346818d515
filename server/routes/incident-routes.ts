import type { Request, Response } from 'express'
import {
  incidentView,
  unknownIncident,
  unknownInstance,
  type Answer,
  type IncidentFilter,
  type IncidentRow,
} from '../../engine/index.js'
import { answerInstance, type Surface } from '../answer-instance.js'
import { actorOf, isAdmin } from '../authenticate.js'
import { expectAdmin } from '../expect-admin.js'
import { notForYou, type Sight } from '../may-read.js'
import { aboutInstance, RefusedRequest } from '../problem-response.js'
import {
  idempotencyKeyOf,
  idOf,
  oneOf,
  pageOf,
  readBody,
  readQuery,
  refuseIfMatch,
} from '../request-values.js'
import type { Route } from '../route.js'
import { effectView, pageView } from '../views.js'

const listParameters = ['status', 'process', 'instance', 'limit', 'cursor', 'count'] as const

/** Effects nobody could deliver: to be read by whoever sees their case whole, to be decided by admins. */
export function incidentRoutes(surface: Surface): readonly Route[] {
  const decision = (
    path: string,
    handle: (surface: Surface, request: Request, response: Response) => Promise<void>,
  ): Route => ({
    method: 'POST',
    path: `/api/incidents/{id}/${path}`,
    query: [],
    handle: (request, response) => handle(surface, request, response),
  })
  return [
    {
      method: 'GET',
      path: '/api/incidents',
      query: listParameters,
      handle: (request, response) => list(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/incidents/{id}',
      query: [],
      handle: (request, response) => show(surface, request, response),
    },
    decision('retry', retry),
    decision('skip', skip),
    decision('send-back', sendBack),
  ]
}

const statuses = ['open', 'retried', 'skipped', 'sent-back', 'overtaken'] as const

/** Those of one case for whoever sees it whole; those of all cases for admins. */
async function list(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { status: asked, process, instance, count, ...query } = readQuery(request, listParameters)
  const status = oneOf('status', asked, statuses)
  const isCounted = oneOf('count', count, ['true', 'false']) === 'true'
  const page = pageOf(query)
  if (instance !== undefined) await refuseUnseen(surface, response, instance)
  else expectAdmin(response)
  const filter: IncidentFilter = {
    ...(status !== undefined && { status }),
    ...(process !== undefined && { process }),
    ...(instance !== undefined && { instance }),
  }
  response.json({
    ...pageView(await engine.incidents(filter, page), incidentView),
    ...(isCounted && { count: await engine.countIncidents(filter) }),
  })
}

/** With what was asked for outside, since nobody can decide without. */
async function show(surface: Surface, request: Request, response: Response): Promise<void> {
  const incident = await seenIncident(surface, request, response)
  const asked = await surface.engine.effects(incident.instance)
  const effect = asked.find(({ id }) => id === incident.subject)
  response.json({ ...incidentView(incident), ...(effect && { effect: effectView(effect) }) })
}

async function retry(surface: Surface, request: Request, response: Response): Promise<void> {
  const { reason } = readBody(request, { reason: { kind: 'reason', required: true } })
  await decide(surface, { request, response }, (id, asked) =>
    surface.engine.retryIncident(id, { ...asked, reason }),
  )
}

async function skip(surface: Surface, request: Request, response: Response): Promise<void> {
  const { reason, value } = readBody(request, {
    reason: { kind: 'reason', required: true },
    value: { kind: 'object' },
  })
  await decide(surface, { request, response }, (id, asked) =>
    surface.engine.skipIncident(id, { ...asked, reason, ...(value && { value }) }),
  )
}

async function sendBack(surface: Surface, request: Request, response: Response): Promise<void> {
  const { reason } = readBody(request, { reason: { kind: 'reason', required: true } })
  await decide(surface, { request, response }, (id, asked) =>
    surface.engine.sendBackIncident(id, { ...asked, reason }),
  )
}

type Asked = { readonly actor: ReturnType<typeof actorOf> } & ReturnType<typeof idempotencyKeyOf>

/** For admins. Answers the case as it stands after the decision. */
async function decide(
  surface: Surface,
  { request, response }: { readonly request: Request; readonly response: Response },
  act: (incident: string, asked: Asked) => Promise<Answer>,
): Promise<void> {
  refuseIfMatch(request)
  const key = idempotencyKeyOf(request)
  const { id } = await seenIncident(surface, request, response)
  const actor = expectAdmin(response)
  const answer = await act(id, { actor, ...key })
  await answerInstance(surface, response, { ...answer, sight: 'whole', isWithIncidents: true })
}

/**
 * The incident of the address; to whoever does not see its case whole there is none. An admin need not see the case: it
 * may be the very thing that cannot be read.
 */
async function seenIncident(surface: Surface, request: Request, response: Response): Promise<IncidentRow> {
  const id = idOf(request)
  const incident = await surface.engine.incident(id)
  if (!incident) throw new RefusedRequest(unknownIncident(id))
  aboutInstance(response, incident.instance)
  if (isAdmin(actorOf(response)) || (await sightOf(surface, response, incident.instance)) === 'whole')
    return incident
  throw new RefusedRequest(unknownIncident(id))
}

async function refuseUnseen(surface: Surface, response: Response, instance: string): Promise<void> {
  const sight = await sightOf(surface, response, instance)
  if (sight === 'none') throw new RefusedRequest(unknownInstance(instance))
  if (sight !== 'whole') throw new RefusedRequest(notForYou())
}

async function sightOf({ engine, reading }: Surface, response: Response, instance: string): Promise<Sight> {
  const record = await engine.get(instance)
  return record ? reading.instance(actorOf(response), record) : 'none'
}
