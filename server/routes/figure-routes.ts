import type { Response } from 'express'
import type { InstanceFilter } from '../../engine/index.js'
import { notForYou } from '../access/refusals.js'
import { queryOf } from '../contract/index.js'
import { RefusedRequest } from '../http/problem-response.js'
import { clientGone } from '../http/client-gone.js'
import { pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import type { FilterQuery } from '../instance-query.js'
import type { Surface } from '../views/answer-instance.js'
import { caseDueView, figuresView } from '../views/figure-views.js'
import { titlesOf } from '../views/titles.js'
import { pageView } from '../views/views.js'
import { filterFor } from './instance-list-routes.js'

/** What is promised and kept: over the same cases as lists with the same filter. */
export function figureRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/deadlines',
      handle: async (_request, response) => {
        const query = queryOf(response, 'GET /api/deadlines')
        const filter = await staffsFilter(surface, response, query)
        const page = await engine.casesDue(filter, pageOf(query))
        const titles = await titlesOf(
          engine,
          page.items.map(({ row }) => row),
        )
        response.json(pageView(page, (item) => caseDueView(item, titles)))
      },
    },
    {
      method: 'GET',
      path: '/api/figures',
      handle: async (_request, response) => {
        const query = queryOf(response, 'GET /api/figures')
        const { from, to, per, zone } = query
        const signal = clientGone(response)
        const filter = await staffsFilter(surface, response, query)
        const asked = {
          filter,
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          ...(per !== undefined && { per }),
          ...(zone !== undefined && { zone }),
        }
        const figures = await engine.figures(asked, { signal })
        response.json(figuresView(figures, engine.processes()))
      },
    },
  ]
}

/** People of a party see neither what is due nor how the house works. */
async function staffsFilter(
  surface: Surface,
  response: Response,
  query: FilterQuery,
): Promise<InstanceFilter> {
  const filter = await filterFor(surface, response, query)
  if (filter.party) throw new RefusedRequest(notForYou())
  return filter
}
