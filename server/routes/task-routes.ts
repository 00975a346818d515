import type { Request, Response } from 'express'
import type { TaskFilter } from '../../engine/index.js'
import { answerInstance, type Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import type { ListedParty } from '../access/reading.js'
import { notForYou } from '../access/refusals.js'
import { partyTaskView } from '../views/party-views.js'
import { RefusedRequest } from '../http/problem-response.js'
import { bodyOf, queryOf, type QueryOf } from '../contract/index.js'
import { expectedRevisionOf, idempotencyKeyOf, pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { seenTask } from '../views/seen-task.js'
import { titlesOf } from '../views/titles.js'
import { pageView, taskView } from '../views/views.js'
import { taskHolderRoutes } from './task-holder-routes.js'

type TaskQuery = QueryOf<'GET /api/tasks'>

/** Work items: what the actor's roles may work on, and how one is done. */
export function taskRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/tasks',
      handle: (_request, response) => listTasks(surface, response),
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/complete',
      handle: (request, response) => completeTask(surface, request, response),
    },
    ...taskHolderRoutes(surface),
  ]
}

/**
 * Whoever sees all cases sees all tasks, or those of `role`; everybody else those of the own roles inside the house, in
 * cases they see.
 */
async function listTasks(surface: Surface, response: Response): Promise<void> {
  const { engine } = surface
  const query = queryOf(response, 'GET /api/tasks')
  const actor = actorOf(response)
  const { roles } = actor
  const all = (await surface.reading.scope(actor)) === undefined
  const within = await surface.reading.taskScope(actor)
  const mine = roles.filter((role) => !engine.isOutside(role))
  const party = all || mine.length > 0 ? undefined : surface.reading.listedParty(actorOf(response))
  if (party) {
    await listPartyTasks(surface, response, { query, party })
    return
  }
  if (query.role !== undefined && !all && !mine.includes(query.role)) throw new RefusedRequest(notForYou())
  const wanted = query.role === undefined ? (all ? undefined : mine) : [query.role]
  const page = await engine.tasks(
    {
      ...(wanted ? { roles: wanted } : {}),
      ...(within && { within }),
      ...(query.process === undefined ? {} : { process: query.process }),
      ...(query.instance === undefined ? {} : { instance: query.instance }),
      ...havingOf(query),
    },
    { ...pageOf(query), ...sortOf(query) },
  )
  const titles = await titlesOf(engine, page.items)
  response.json(pageView(page, (task) => taskView(task, titles)))
}

/** Whose tasks: one person's, or those nobody (or somebody) has. */
function havingOf({ assignee, unassigned }: TaskQuery): Pick<TaskFilter, 'assignee' | 'unassigned'> {
  return {
    ...(assignee === undefined ? {} : { assignee }),
    ...(unassigned === undefined ? {} : { unassigned: unassigned === 'true' }),
  }
}

function sortOf({ sort }: TaskQuery): { sort?: 'priority' } {
  return sort === undefined ? {} : { sort }
}

/** Tasks of a party in the cases it takes part in. Who of the house has a task, and how urgent it is, is not theirs. */
async function listPartyTasks(
  { engine }: Surface,
  response: Response,
  { query, party }: { readonly query: TaskQuery; readonly party: ListedParty },
): Promise<void> {
  const { role, process, instance } = query
  const hidden = [query.assignee, query.unassigned, query.sort].some((value) => value !== undefined)
  if (hidden || (role !== undefined && !party.roles.includes(role))) throw new RefusedRequest(notForYou())
  const roles = role === undefined ? party.roles : [role]
  const { processes } = party
  const filter = {
    party: { party: party.party, roles },
    ...(processes && { within: { anyOf: [{ processes }] } }),
    ...(process === undefined ? {} : { process }),
    ...(instance === undefined ? {} : { instance }),
  }
  const page = await engine.tasks(filter, pageOf(query))
  const titles = await titlesOf(engine, page.items)
  response.json(pageView(page, (task) => partyTaskView(task, roles, titles)))
}

/** Sends one of the task's events to its own region, provided its visit is still the one that was seen. */
async function completeTask(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { event, payload, occurredAt } = bodyOf(response, 'POST /api/tasks/{id}/complete')
  const preconditions = { ...expectedRevisionOf(request), ...idempotencyKeyOf(request) }
  const actor = actorOf(response)
  const { task, sight, told } = await seenTask(surface, request, response)
  const answer = await engine.completeTask(task, event, {
    actor,
    ...(payload === undefined ? {} : { payload }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...preconditions,
  })
  await answerInstance(surface, response, { ...told(answer), sight })
}
