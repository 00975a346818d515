import type { Response } from 'express'
import { unknownInstance, type Actor, type DraftPlace, type KeptDraft } from '../../engine/index.js'
import { noSuchProcess } from '../access/refusals.js'
import { bodyOf, queryOf } from '../contract/index.js'
import type { BodyOf } from '../contract/operations.js'
import { RefusedRequest } from '../http/problem-response.js'
import { idOf, wrongMember } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { actorOf } from '../identity/index.js'
import type { Surface } from '../views/answer-instance.js'
import { time } from '../views/views.js'

/** Forms people began and did not send: everybody gets back their own, for what is still open to them. */
export function draftRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/drafts',
      handle: async (_request, response) => {
        const actor = actorOf(response)
        const { instance, process } = queryOf(response, 'GET /api/drafts')
        if (instance !== undefined && !(await seesCase(surface, actor, instance)))
          throw new RefusedRequest(unknownInstance(instance))
        const about = {
          ...(instance !== undefined && { instance }),
          ...(process !== undefined && { process }),
        }
        const drafts = await engine.drafts.list(actor.id, about)
        response.json({ items: (await openOnes(surface, actor, drafts)).map(draftView) })
      },
    },
    {
      method: 'POST',
      path: '/api/drafts',
      handle: (_request, response) => saveDraft(surface, response),
    },
    {
      method: 'POST',
      path: '/api/drafts/{id}/discard',
      handle: async (request, response) => {
        const refused = await engine.drafts.discard(actorOf(response).id, idOf(request))
        if (refused) throw new RefusedRequest(refused)
        response.status(204).end()
      },
    },
  ]
}

async function saveDraft(surface: Surface, response: Response): Promise<void> {
  const actor = actorOf(response)
  const { answers, before, ...asked } = bodyOf(response, 'POST /api/drafts')
  const place = placeOf(asked)
  if (!(await isOpen(surface, actor, place)))
    throw new RefusedRequest(
      'instance' in place ? unknownInstance(place.instance) : noSuchProcess(place.process),
    )
  const answer = await surface.engine.drafts.save(actor.id, place, answers, before)
  if (answer.refused) throw new RefusedRequest(answer.refused)
  response.json(draftView(answer.draft))
}

/** Throws `RequestProblem` for a place that is neither an event of a case nor the beginning of one. */
function placeOf(asked: Omit<BodyOf<'POST /api/drafts'>, 'answers' | 'before'>): DraftPlace {
  const { instance, event, state, visit, process, profile } = asked
  if (instance === undefined) {
    if (process === undefined) throw wrongMember('process', "a process where there is no 'instance'", null)
    for (const [name, value] of Object.entries({ event, state, visit }))
      if (value !== undefined) throw wrongMember(name, "nothing beside 'process'", value)
    return { process, ...(profile !== undefined && { profile }) }
  }
  for (const [name, value] of Object.entries({ process, profile }))
    if (value !== undefined) throw wrongMember(name, "nothing beside 'instance'", value)
  if (event === undefined) throw wrongMember('event', "an event beside 'instance'", null)
  if (state === undefined) throw wrongMember('state', "a state beside 'instance'", null)
  if (visit === undefined) throw wrongMember('visit', "a visit beside 'instance'", null)
  return { instance, event, state, visit }
}

/** Those whose place is open to the actor; one case after the other, and each once, since whole records are read. */
async function openOnes(
  surface: Surface,
  actor: Actor,
  drafts: readonly KeptDraft[],
): Promise<readonly KeptDraft[]> {
  const open = new Map<string, boolean>()
  for (const { place } of drafts) {
    const about = aboutOf(place)
    if (!open.has(about)) open.set(about, await isOpen(surface, actor, place))
  }
  return drafts.filter(({ place }) => open.get(aboutOf(place)))
}

function aboutOf(place: DraftPlace): string {
  return 'instance' in place ? `case ${place.instance}` : `process ${place.process}`
}

async function isOpen(surface: Surface, actor: Actor, place: DraftPlace): Promise<boolean> {
  if ('instance' in place) return seesCase(surface, actor, place.instance)
  const isThere = surface.engine.processes().some(({ id }) => id === place.process)
  return isThere && surface.reading.start(actor, place.process)
}

async function seesCase({ engine, reading }: Surface, actor: Actor, id: string): Promise<boolean> {
  const record = await engine.get(id)
  return record !== undefined && (await reading.instance(actor, record)) !== 'none'
}

function draftView({ id, place, answers, before, createdAt, updatedAt, expiresAt }: KeptDraft): object {
  return {
    ...{ id, ...place, answers, before },
    createdAt: time(createdAt),
    updatedAt: time(updatedAt),
    expiresAt: time(expiresAt),
  }
}
