import type { Surface } from '../views/answer-instance.js'
import type { Metrics } from '../metrics/index.js'
import { expectMayScrape } from '../metrics/may-scrape.js'
import type { Route } from '../http/route.js'
import { unknownRoute } from '../http/unknown-route.js'

/** What is shown at `/metrics`, and to whom. */
export interface ShownMetrics {
  readonly metrics: Metrics
  /** Whoever has it may read. */
  readonly token?: string
  /** Without a token, programs on this machine may read; true unless given. Not where others come in from elsewhere. */
  readonly isOpenHere?: boolean
}

/** The page Prometheus reads. Without metrics there is nothing at its address. */
export function metricsRoutes(surface: Surface, shown: ShownMetrics | undefined): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/metrics',
      handle: async (request, response) => {
        if (!shown) throw unknownRoute(request.path)
        await expectMayScrape(surface, request, shown)
        response.set('Content-Type', shown.metrics.contentType).send(await shown.metrics.page(surface.engine))
      },
    },
  ]
}
