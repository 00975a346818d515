import type { Request, Response } from 'express'
import { caseOfTask, unknownTask, type Answer, type InstanceRecord } from '../../engine/index.js'
import type { Surface } from './answer-instance.js'
import { actorOf } from '../identity/index.js'
import type { Sight } from '../access/sight.js'
import { aboutInstance, RefusedRequest } from '../http/problem-response.js'
import { idOf } from '../http/request-values.js'

/** A task as whoever asks may know of it. */
export interface SeenTask {
  readonly task: string
  readonly record: InstanceRecord
  readonly sight: Sight
  /** What they are told of what was done: where the task is none of theirs, no more than that there is none. */
  readonly told: (answer: Answer) => Answer
}

/**
 * The task of the address and its case, where the actor may see it. Refused with `unknown-task` where there is none and
 * where it is not for this actor, so that nobody learns which tasks exist. One that is not open any more is for the
 * engine to answer, since a request that was sent again has its answer of then; what the engine refuses is told to
 * people who see but their part of the case like a task that never was.
 */
export async function seenTask(
  { engine, reading }: Surface,
  request: Request,
  response: Response,
): Promise<SeenTask> {
  const id = idOf(request)
  const actor = actorOf(response)
  const open = await engine.task(id)
  const instance = caseOfTask(id)
  const record = instance === undefined ? undefined : await engine.get(instance)
  const sight = record ? await reading.instance(actor, record) : 'none'
  const seesAllTasks = sight === 'whole' || sight === 'masked'
  const isTheirs = open?.roles.some((role) => actor.roles.includes(role))
  if (!record || sight === 'none' || (!seesAllTasks && isTheirs === false))
    throw new RefusedRequest(unknownTask(id))
  aboutInstance(response, record.id)
  const told = (answer: Answer): Answer =>
    answer.refused && !seesAllTasks && !isTheirs ? { refused: unknownTask(id) } : answer
  return { task: id, record, sight, told }
}
