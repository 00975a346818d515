import type { Request, Response } from 'express'
import { unknownTask, type InstanceRecord, type TaskRow } from '../../engine/index.js'
import type { Surface } from './answer-instance.js'
import { actorOf } from '../identity/index.js'
import type { Sight } from '../access/sight.js'
import { aboutInstance, RefusedRequest } from '../http/problem-response.js'
import { idOf } from '../http/request-values.js'

/**
 * The open task of the address, in a case the actor may see. Refused with `unknown-task` where there is none and where
 * it is not for this actor, so that nobody learns which tasks exist.
 */
export async function seenTask(
  { engine, reading }: Surface,
  request: Request,
  response: Response,
): Promise<{ readonly task: TaskRow; readonly record: InstanceRecord; readonly sight: Sight }> {
  const task = await engine.task(idOf(request))
  if (task) aboutInstance(response, task.instance)
  const record = task && (await engine.get(task.instance))
  const sight = record ? await reading.instance(actorOf(response), record) : 'none'
  const own = task?.roles.some((role) => actorOf(response).roles.includes(role)) === true
  const isSeen = sight === 'whole' || sight === 'masked' || (sight !== 'none' && own)
  if (!task || !record || !isSeen) throw new RefusedRequest(unknownTask(idOf(request)))
  return { task, record, sight }
}
