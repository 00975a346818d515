import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { CaseScope, Engine, InstanceFilter, InstanceRow, Page } from '../../engine/index.js'
import { expectMay } from '../access/index.js'
import type { Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { queryOf } from '../contract/index.js'
import { partyFilter, staffFilter, type FilterQuery } from '../instance-query.js'
import { notForYou } from '../access/refusals.js'
import { partyRowView } from '../views/party-views.js'
import { RefusedRequest } from '../http/problem-response.js'
import { clientGone } from '../http/client-gone.js'
import { pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { titledCounts, titlesOf } from '../views/titles.js'
import { instanceRowView, pageView } from '../views/views.js'

/** Lists, counts and exports of cases: one filter for all of them, narrowed to what the actor may see. */
export function instanceListRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/instances',
      handle: (_request, response) => listInstances(surface, response),
    },
    {
      method: 'GET',
      path: '/api/instances/count',
      handle: (_request, response) => countInstances(surface, response),
    },
    {
      method: 'GET',
      path: '/api/instances.csv',
      handle: (_request, response) => exportInstances(surface, response),
    },
  ]
}

/** What was asked for, as far as it is open to the actor. */
export async function filterFor(
  { engine, reading }: Surface,
  response: Response,
  query: FilterQuery,
): Promise<InstanceFilter> {
  const actor = actorOf(response)
  const mine = await reading.listed(actor)
  const party = mine?.length === 0 ? reading.listedParty(actor) : undefined
  if (party) return partyFilter(query, party)
  const within = await reading.within(actor)
  const filter = { ...staffFilter(query, engine.now(), mine), ...(within && { within }) }
  const isByValue = query.q !== undefined || query.field !== undefined
  const scope = isByValue ? await reading.searchScope(actor) : undefined
  return scope ? searched(engine, filter, scope) : filter
}

/** Cases among which one is looked for that is asked for by its number. */
const mostLookedAt = 100

/**
 * Only cases whose values nobody keeps back are found by them; by its number or id as a whole any that is listed. That
 * one is told by when it began too, so that no other comes with it whose values hold its number.
 */
async function searched(engine: Engine, filter: InstanceFilter, scope: CaseScope): Promise<InstanceFilter> {
  const whole = { ...filter, within: scope }
  const name = filter.q?.trim()
  if (!name || filter.fields) return whole
  const { items } = await engine.list(filter, { limit: mostLookedAt })
  const named = items.find(({ id, number }) => id === name || number === name)
  if (!named) return whole
  const { process, createdAt } = named
  const only = { ...filter, process, createdFrom: createdAt, createdTo: createdAt + 1 }
  return (await engine.count(only)) === 1 ? only : whole
}

async function listInstances(surface: Surface, response: Response): Promise<void> {
  const query = queryOf(response, 'GET /api/instances')
  const filter = await filterFor(surface, response, query)
  const page = { ...pageOf(query), ...(query.sort === undefined ? {} : { sort: query.sort }) }
  // What the party does not see must not be found out by its order.
  if (filter.party && (page.sort === 'due' || page.sort === 'priority')) throw new RefusedRequest(notForYou())
  const view = filter.party ? partyRowView : instanceRowView
  const answer = async (rows: Page<InstanceRow>): Promise<object> => {
    const titles = await titlesOf(surface.engine, rows.items)
    return pageView(rows, (row) => view(row, titles))
  }
  if (query.count !== 'true') {
    response.json(await answer(await surface.engine.list(filter, page)))
    return
  }
  const both = await surface.engine.snapshot(async (at) => ({
    page: await at.list(filter, page),
    count: await at.count(filter),
  }))
  response.json({ ...(await answer(both.page)), count: both.count })
}

/** How many there are, altogether or of each kind. */
async function countInstances(surface: Surface, response: Response): Promise<void> {
  const query = queryOf(response, 'GET /api/instances/count')
  const signal = clientGone(response)
  const filter = await filterFor(surface, response, query)
  const { by } = query
  if (by === undefined) {
    response.json({ count: await surface.engine.count(filter) })
    return
  }
  const both = await surface.engine.snapshot(
    async (at) => ({
      items: titledCounts(await at.counts({ by, filter }), surface.engine.processes()),
      count: await at.count(filter),
    }),
    { takesLong: true, signal },
  )
  response.json(both)
}

/** The first bytes are waited for, so that what is wrong with the request is still answered as such. */
async function exportInstances(surface: Surface, response: Response): Promise<void> {
  await expectMay(surface, response, 'export')
  const query = queryOf(response, 'GET /api/instances.csv')
  const filter = await filterFor(surface, response, query)
  if (filter.party) throw new RefusedRequest(notForYou())
  const bytes = surface.engine.exportInstances(
    filter,
    query.lang === undefined ? {} : { language: query.lang },
  )
  const parts = bytes[Symbol.asyncIterator]()
  const first = await parts.next()
  response.attachment('cases.csv').type('text/csv; charset=utf-8')
  await pipeline(Readable.from(following(first, parts)), response)
}

async function* following(
  first: IteratorResult<Uint8Array>,
  parts: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let part = first; !part.done; part = await parts.next()) yield part.value
}
