import type { Request, Response } from 'express'
import {
  unknownInstance,
  type Actor,
  type Answer,
  type CheckedProcess,
  type Engine,
  type InstanceRecord,
} from '../../engine/index.js'
import { actorOf } from '../identity/index.js'
import { maskedData } from '../access/index.js'
import { notForYou } from '../access/refusals.js'
import { partyRoles, type Reading } from '../access/reading.js'
import { withoutData } from '../access/without-data.js'
import type { Look, Sight } from '../access/sight.js'
import { aboutInstance, answerRefusal, RefusedRequest } from '../http/problem-response.js'
import { idOf } from '../http/request-values.js'
import { partyView } from './party-views.js'
import { relatedMembers } from './related-views.js'
import { instanceOutline, instanceView } from './views.js'

/** What the routes work with. */
export interface Surface {
  readonly engine: Engine
  readonly reading: Reading
}

/** A case and how much of it the actor sees. */
export interface SeenInstance {
  readonly record: InstanceRecord
  readonly sight: Exclude<Sight, 'none'>
}

/**
 * The case of the address. Refused with `unknown-instance` both when there is none and when it is not for this actor,
 * so that nobody learns which cases exist.
 */
export async function seenInstance(
  surface: Surface,
  request: Request,
  response: Response,
): Promise<SeenInstance> {
  aboutInstance(response, idOf(request))
  return seenById(surface, response, idOf(request))
}

/** A case that a request names beside the one of its address: seen whole, or refused as that one would be. */
export async function wholeById(surface: Surface, response: Response, id: string): Promise<InstanceRecord> {
  const { record, sight } = await seenById(surface, response, id)
  if (sight !== 'whole') throw new RefusedRequest(notForYou())
  return record
}

async function seenById(surface: Surface, response: Response, id: string): Promise<SeenInstance> {
  const record = await surface.engine.get(id)
  const sight = record ? await surface.reading.instance(actorOf(response), record) : 'none'
  if (!record || sight === 'none') throw new RefusedRequest(unknownInstance(id))
  return { record, sight }
}

/** The same, refused with `forbidden` for whoever sees only where the case stands, or not every value in it. */
export async function wholeInstance(
  surface: Surface,
  request: Request,
  response: Response,
): Promise<InstanceRecord> {
  const { record, sight } = await seenInstance(surface, request, response)
  if (sight !== 'whole') throw new RefusedRequest(notForYou())
  return record
}

/**
 * A case with its trail, for whoever sees it whole or but for values that are kept back; refused with `forbidden` for
 * everybody else who knows of it.
 */
export async function readInstance(
  surface: Surface,
  request: Request,
  response: Response,
): Promise<{ readonly record: InstanceRecord; readonly look: Look }> {
  const { record } = await seenInstance(surface, request, response)
  const look = await surface.reading.look(actorOf(response), record)
  if (look.sight !== 'whole' && look.sight !== 'masked') throw new RefusedRequest(notForYou())
  return { record, look }
}

/**
 * Answers a case as the actor may see it, or why nothing happened. 201 tells where the new case is. `isWithIncidents`:
 * tells those who see it whole how many incidents of it wait for a person; asked for only where somebody looks at a case,
 * since it costs a question.
 */
export async function answerInstance(
  { engine, reading }: Surface,
  response: Response,
  answer: Answer & {
    readonly sight?: Sight
    readonly status?: 200 | 201
    readonly isWithIncidents?: true
  },
): Promise<void> {
  const { status = 200, sight = 'outline', isWithIncidents = false } = answer
  const actor = actorOf(response)
  if (answer.refused) {
    answerRefusal(response, sight === 'whole' ? answer.refused : withoutData(answer.refused, actor))
    return
  }
  const { instance } = answer
  const process = await engine.processOf(instance)
  response.set('ETag', `"${instance.revision}"`)
  if (status === 201) response.set('Location', `${response.req.baseUrl}/api/instances/${instance.id}`)
  if (answer.repeated) response.set('Idempotency-Replayed', 'true')
  const look = await reading.look(actor, instance)
  const seen = look.sight
  const related =
    seen === 'whole'
      ? await relatedMembers({ engine, reading }, actor, { record: instance, isNew: status === 201 })
      : {}
  const incidents =
    isWithIncidents && seen === 'whole' ? await engine.countIncidents({ instance: instance.id }) : 0
  response.status(status).json({
    ...viewOf(look, instance, { process, actor }),
    ...related,
    ...(incidents > 0 && { incidents }),
  })
}

function viewOf(
  look: Look,
  record: InstanceRecord,
  { process, actor }: { readonly process: CheckedProcess; readonly actor: Actor },
): object {
  if (look.sight === 'whole') return instanceView(record, process)
  if (look.sight === 'masked') {
    const { data, masked } = maskedData(record.data, process, look.mask)
    return { ...instanceView({ ...record, data }, process), masked }
  }
  return look.sight === 'part'
    ? partyView(record, process, partyRoles(actor, record))
    : instanceOutline(record, process)
}
