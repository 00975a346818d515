import type { Request, Response } from 'express'
import {
  EngineError,
  incidentView,
  unknownIncident,
  unknownInstance,
  type Answer,
  type IncidentFilter,
  type IncidentRow,
} from '../../engine/index.js'
import { answerInstance, type Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { expectMay } from '../access/index.js'
import { notForYou } from '../access/refusals.js'
import type { Sight } from '../access/sight.js'
import { aboutInstance, RefusedRequest } from '../http/problem-response.js'
import { bodyOf, queryOf } from '../contract/index.js'
import { idempotencyKeyOf, idOf, pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { effectView, pageView } from '../views/views.js'

/** Effects nobody could deliver: to be read by whoever sees their case whole, to be decided by whoever may. */
export function incidentRoutes(surface: Surface): readonly Route[] {
  const decision = (
    path: string,
    handle: (surface: Surface, request: Request, response: Response) => Promise<void>,
  ): Route => ({
    method: 'POST',
    path: `/api/incidents/{id}/${path}`,
    handle: (request, response) => handle(surface, request, response),
  })
  return [
    {
      method: 'GET',
      path: '/api/incidents',
      handle: (_request, response) => list(surface, response),
    },
    {
      method: 'GET',
      path: '/api/incidents/{id}',
      handle: (request, response) => show(surface, request, response),
    },
    decision('retry', retry),
    decision('skip', skip),
    decision('send-back', sendBack),
  ]
}

/** Those of one case for whoever sees it whole; those of all cases for whoever may decide about them. */
async function list(surface: Surface, response: Response): Promise<void> {
  const { engine } = surface
  const { status, process, instance, count, ...query } = queryOf(response, 'GET /api/incidents')
  const isCounted = count === 'true'
  const page = pageOf(query)
  if (instance !== undefined) await refuseUnseen(surface, response, instance)
  const processes = instance === undefined ? await seenProcesses(surface, response) : undefined
  const filter: IncidentFilter = {
    ...(status !== undefined && { status }),
    ...(process !== undefined && { process }),
    ...(processes && { processes }),
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
  const { reason } = bodyOf(response, 'POST /api/incidents/{id}/retry')
  await decide(surface, { request, response }, (id, asked) =>
    surface.engine.retryIncident(id, { ...asked, reason }),
  )
}

async function skip(surface: Surface, request: Request, response: Response): Promise<void> {
  const { reason, value } = bodyOf(response, 'POST /api/incidents/{id}/skip')
  await decide(surface, { request, response }, (id, asked) =>
    surface.engine.skipIncident(id, { ...asked, reason, ...(value && { value }) }),
  )
}

async function sendBack(surface: Surface, request: Request, response: Response): Promise<void> {
  const { reason } = bodyOf(response, 'POST /api/incidents/{id}/send-back')
  await decide(surface, { request, response }, (id, asked) =>
    surface.engine.sendBackIncident(id, { ...asked, reason }),
  )
}

type Asked = { readonly actor: ReturnType<typeof actorOf> } & ReturnType<typeof idempotencyKeyOf>

/** Answers the case as it stands after the decision. */
async function decide(
  surface: Surface,
  { request, response }: { readonly request: Request; readonly response: Response },
  act: (incident: string, asked: Asked) => Promise<Answer>,
): Promise<void> {
  const key = idempotencyKeyOf(request)
  const { id, instance } = await seenIncident(surface, request, response)
  const record = await surface.engine.get(instance).catch(unlessUnreadable)
  const actor = await expectMay(surface, response, 'incidents', record && { record })
  const answer = await act(id, { actor, ...key })
  await answerInstance(surface, response, { ...answer, sight: 'whole', isWithIncidents: true })
}

/** Processes whose incidents somebody may list: those seen whole. Of single cases they are asked for by case. */
async function seenProcesses(surface: Surface, response: Response): Promise<readonly string[] | undefined> {
  const actor = await expectMay(surface, response, 'incidents')
  const processes = await surface.reading.wholeProcesses(actor)
  if (processes?.length === 0) throw new RefusedRequest(notForYou())
  return processes
}

/** A case that cannot be read is decided about by whoever sees everything. */
function unlessUnreadable(error: unknown): undefined {
  if (error instanceof EngineError && !error.retryable) return undefined
  throw error
}

/**
 * The incident of the address; to whoever does not see its case whole there is none. Whoever sees everything need not
 * see the case: it may be the very thing that cannot be read.
 */
async function seenIncident(surface: Surface, request: Request, response: Response): Promise<IncidentRow> {
  const id = idOf(request)
  const incident = await surface.engine.incident(id)
  if (!incident) throw new RefusedRequest(unknownIncident(id))
  aboutInstance(response, incident.instance)
  if (
    (await surface.reading.seesEverything(actorOf(response))) ||
    (await sightOf(surface, response, incident.instance)) === 'whole'
  )
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
