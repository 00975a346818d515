import type { Request, Response } from 'express'
import { caseOfTask, unknownTask, type InstanceRecord } from '../../engine/index.js'
import type { Surface } from './answer-instance.js'
import { actorOf } from '../identity/index.js'
import type { Sight } from '../access/sight.js'
import { aboutInstance, RefusedRequest } from '../http/problem-response.js'
import { idOf } from '../http/request-values.js'

/**
 * The task of the address and its case, where the actor may see it. Refused with `unknown-task` where there is none and
 * where it is not for this actor, so that nobody learns which tasks exist. One that is not open any more is for the
 * engine to answer: a request that was sent again has its answer of then.
 */
export async function seenTask(
  { engine, reading }: Surface,
  request: Request,
  response: Response,
): Promise<{ readonly task: string; readonly record: InstanceRecord; readonly sight: Sight }> {
  const id = idOf(request)
  const open = await engine.task(id)
  const instance = caseOfTask(id)
  const record = instance === undefined ? undefined : await engine.get(instance)
  const sight = record ? await reading.instance(actorOf(response), record) : 'none'
  const own = open?.roles.some((role) => actorOf(response).roles.includes(role)) !== false
  const isSeen = sight === 'whole' || sight === 'masked' || (sight !== 'none' && own)
  if (!record || !isSeen) throw new RefusedRequest(unknownTask(id))
  aboutInstance(response, record.id)
  return { task: id, record, sight }
}
