import type { Request, Response } from 'express'
import {
  deadlinesOutline,
  deadlinesView,
  unknownInstance,
  type InstanceFilter,
  type PartyFilter,
} from '../../engine/index.js'
import { answerInstance, seenInstance, wholeInstance, type Surface } from '../answer-instance.js'
import { actorOf } from '../authenticate.js'
import { noSuchProcess, notForYou, partyRoles, withoutData } from '../may-read.js'
import { partyRowView, partyStates } from '../party-views.js'
import { RefusedRequest } from '../problem-response.js'
import { oneOf, pageOf, readQuery } from '../request-values.js'
import type { Route } from '../route.js'
import { effectView, instanceRowView, pageView, trailView } from '../views.js'

const listParameters = [
  'process',
  'state',
  'status',
  'outcome',
  'overdue',
  'suspended',
  'role',
  'q',
  'sort',
  'limit',
  'cursor',
  'count',
] as const

type ListQuery = Partial<Record<(typeof listParameters)[number], string>>

/** What can be read of cases: lists, one case, what it accepts, its trail, its effects. */
export function instanceRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/instances',
      query: listParameters,
      handle: (request, response) => listInstances(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}',
      query: [],
      handle: async (request, response) => {
        const { record } = await seenInstance(surface, request, response)
        await answerInstance(surface, response, { instance: record, isWithIncidents: true })
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/events',
      query: [],
      handle: (request, response) => listAccepted(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/trail',
      query: ['limit', 'cursor'],
      handle: async (request, response) => {
        const record = await wholeInstance(surface, request, response)
        const page = await engine.trail(record.id, pageOf(readQuery(request, ['limit', 'cursor'])))
        response.json(pageView(page, trailView))
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/deadlines',
      query: [],
      handle: (request, response) => listDeadlines(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/effects',
      query: [],
      handle: async (request, response) => {
        const record = await wholeInstance(surface, request, response)
        response.json({ items: (await engine.effects(record.id)).map(effectView) })
      },
    },
  ]
}

/** Why everything is due when it is; for whoever does not see the whole case the dates with a paragraph each. */
async function listDeadlines(surface: Surface, request: Request, response: Response): Promise<void> {
  const { record, sight } = await seenInstance(surface, request, response)
  const told = await surface.engine.deadlines(record.id)
  if (!told) throw new RefusedRequest(unknownInstance(record.id))
  if (sight !== 'part') {
    response.json(sight === 'whole' ? deadlinesView(told) : deadlinesOutline(told))
    return
  }
  const process = await surface.engine.processOf(record)
  const own = partyStates(process, partyRoles(actorOf(response), record))
  response.json(
    deadlinesOutline({ ...told, running: told.running.filter(({ state }) => own.has(state.path)) }),
  )
}

async function listInstances(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const query = readQuery(request, listParameters)
  const actor = actorOf(response)
  const mine = await surface.reading.listed(actor)
  const party = mine?.length === 0 ? surface.reading.listedParty(actor) : undefined
  const filter = party ? partyFilterOf(query, party) : filterOf(query, engine.now(), mine)
  const sort = oneOf('sort', query.sort, ['updated', 'created', 'due', 'priority'])
  const counted = oneOf('count', query.count, ['true', 'false']) === 'true'
  const page = await engine.list(filter, { ...pageOf(query), ...(sort === undefined ? {} : { sort }) })
  response.json({
    ...pageView(page, party ? partyRowView : instanceRowView),
    ...(counted ? { count: await engine.count(filter) } : {}),
  })
}

/** What a list may tell a party: nothing that searches or sorts by what the party does not see. */
const partyParameters: ReadonlySet<string> = new Set([
  'process',
  'state',
  'status',
  'sort',
  'limit',
  'cursor',
  'count',
])

function partyFilterOf(query: ListQuery, party: PartyFilter): InstanceFilter {
  const hidden = Object.keys(query).some((name) => !partyParameters.has(name))
  if (hidden || query.sort === 'due' || query.sort === 'priority') throw new RefusedRequest(notForYou())
  const { process, state } = query
  const status = oneOf('status', query.status, ['active', 'ended'])
  return {
    party,
    ...(process === undefined ? {} : { process }),
    ...(state === undefined ? {} : { state }),
    ...(status === undefined ? {} : { status }),
  }
}

/** The one filter of list and count. Refused when nothing in it is open to the actor. */
function filterOf(query: ListQuery, now: number, mine: readonly string[] | undefined): InstanceFilter {
  const { process, state, outcome, q, role } = query
  if (mine?.length === 0) throw new RefusedRequest(notForYou())
  if (process !== undefined && mine && !mine.includes(process))
    throw new RefusedRequest(noSuchProcess(process))
  const status = oneOf('status', query.status, ['active', 'ended'])
  const overdue = oneOf('overdue', query.overdue, ['true', 'false']) === 'true'
  const suspended = oneOf('suspended', query.suspended, ['true', 'false'])
  return {
    ...(process === undefined ? (mine ? { processes: mine } : {}) : { process }),
    ...(state === undefined ? {} : { state }),
    ...(status === undefined ? {} : { status }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(overdue ? { overdueAt: now } : {}),
    ...(suspended === undefined ? {} : { suspended: suspended === 'true' }),
    ...(role === undefined ? {} : { taskRoles: [role] }),
    ...(q === undefined ? {} : { q }),
  }
}

/** All events of the active states; for whoever does not see the whole case, only those of the own roles. */
async function listAccepted(surface: Surface, request: Request, response: Response): Promise<void> {
  const actor = actorOf(response)
  const { record, sight } = await seenInstance(surface, request, response)
  const events = (await surface.engine.accepted(record.id, actor)) ?? []
  const shown =
    sight === 'whole'
      ? events
      : events
          .filter(({ roles }) => roles.some((role) => actor.roles.includes(role)))
          .map(({ refusal, ...event }) => ({
            ...event,
            ...(refusal ? { refusal: withoutData(refusal, actor) } : {}),
          }))
  response.json({ items: shown })
}
