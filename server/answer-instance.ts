import type { Request, Response } from 'express'
import {
  unknownInstance,
  type Actor,
  type Answer,
  type CheckedProcess,
  type Engine,
  type InstanceRecord,
} from '../engine/index.js'
import { actorOf } from './authenticate.js'
import { notForYou, partyRoles, withoutData, type Reading, type Sight } from './may-read.js'
import { aboutInstance, answerRefusal, RefusedRequest } from './problem-response.js'
import { idOf } from './request-values.js'
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
  const record = await surface.engine.get(idOf(request))
  const sight = record ? await surface.reading.instance(actorOf(response), record) : 'none'
  if (!record || sight === 'none') throw new RefusedRequest(unknownInstance(idOf(request)))
  return { record, sight }
}

/** The same, refused with `forbidden` for whoever sees only where the case stands. */
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
  if (status === 201) response.set('Location', `/api/instances/${instance.id}`)
  if (answer.repeated) response.set('Idempotency-Replayed', 'true')
  const seen = await reading.instance(actor, instance)
  const related =
    seen === 'whole'
      ? await relatedMembers({ engine, reading }, actor, { record: instance, isNew: status === 201 })
      : {}
  const incidents =
    isWithIncidents && seen === 'whole' ? await engine.countIncidents({ instance: instance.id }) : 0
  response.status(status).json({
    ...viewOf(seen, instance, { process, actor }),
    ...related,
    ...(incidents > 0 && { incidents }),
  })
}

function viewOf(
  sight: Sight,
  record: InstanceRecord,
  { process, actor }: { readonly process: CheckedProcess; readonly actor: Actor },
): object {
  if (sight === 'whole') return instanceView(record, process)
  return sight === 'part'
    ? partyView(record, process, partyRoles(actor, record))
    : instanceOutline(record, process)
}
