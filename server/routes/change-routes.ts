import type { Request, Response } from 'express'
import { expectMay } from '../access/index.js'
import {
  answerInstance,
  readInstance,
  seenInstance,
  wholeInstance,
  type Surface,
} from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { noSuchProcess } from '../access/refusals.js'
import { RefusedRequest } from '../http/problem-response.js'
import { bodyOf } from '../contract/index.js'
import { expectedRevisionOf, idempotencyKeyOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** What changes cases: begin one, send an event, add a note, correct data. Each is parse → engine → answer. */
export function changeRoutes(surface: Surface): readonly Route[] {
  const post = (
    path: string,
    handle: (surface: Surface, request: Request, response: Response) => Promise<void>,
  ): Route => ({
    method: 'POST',
    path,
    handle: (request, response) => handle(surface, request, response),
  })
  return [
    post('/api/instances', createInstance),
    post('/api/instances/{id}/events', sendEvent),
    post('/api/instances/{id}/notes', addNote),
    post('/api/instances/{id}/corrections', correctData),
  ]
}

async function createInstance(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine, reading } = surface
  const body = bodyOf(response, 'POST /api/instances')
  const actor = actorOf(response)
  if (!(await reading.start(actor, body.process))) throw new RefusedRequest(noSuchProcess(body.process))
  const answer = await engine.create(body.process, {
    actor,
    ...(body.profile === undefined ? {} : { profile: body.profile }),
    ...(body.data === undefined ? {} : { data: body.data }),
    ...idempotencyKeyOf(request),
  })
  const sight = (await reading.process(actor, body.process)) ? 'whole' : 'outline'
  await answerInstance(surface, response, { ...answer, sight, status: 201 })
}

/** Who may not see a case may not send to it either: a customer's role opens the customer's own cases only. */
async function sendEvent(surface: Surface, request: Request, response: Response): Promise<void> {
  const { event, ...rest } = bodyOf(response, 'POST /api/instances/{id}/events')
  const preconditions = { ...expectedRevisionOf(request), ...idempotencyKeyOf(request) }
  const { record, sight } = await seenInstance(surface, request, response)
  const actor = actorOf(response)
  const answer = await surface.engine.send(record.id, event, { actor, ...rest, ...preconditions })
  await answerInstance(surface, response, { ...answer, sight })
}

async function addNote(surface: Surface, request: Request, response: Response): Promise<void> {
  const { text } = bodyOf(response, 'POST /api/instances/{id}/notes')
  const key = idempotencyKeyOf(request)
  const { record } = await readInstance(surface, request, response)
  const actor = await expectMay(surface, response, 'note', { record })
  const answer = await surface.engine.note(record.id, { text, actor, ...key })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}

async function correctData(surface: Surface, request: Request, response: Response): Promise<void> {
  const { changes, reason } = bodyOf(response, 'POST /api/instances/{id}/corrections')
  const preconditions = { ...expectedRevisionOf(request), ...idempotencyKeyOf(request) }
  const { id } = await wholeInstance(surface, request, response)
  const actor = actorOf(response)
  const answer = await surface.engine.correct(id, { changes, reason, actor, ...preconditions })
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}
