import type { RequestHandler } from 'express'
import type { Observer } from '../engine/index.js'
import { requestIdOf, type LoggedRequest } from './logging/index.js'
import { createMetrics, type Metrics } from './metrics/index.js'
import { createTracing } from './tracing/index.js'

/** Everything by which a server is seen at work. */
export interface Watching {
  /** For the engine: `createEngine({ observer })`. */
  readonly observer: Observer
  readonly metrics: Metrics
  /** Gives each request its id, follows it, counts it and has it logged. To be used before anything that answers. */
  readonly requests: RequestHandler
}

/** Metrics and traces of an engine and its HTTP surface. `logged` is told of every request that was answered. */
export function createWatching({
  logged = () => undefined,
}: { readonly logged?: (answered: LoggedRequest) => void } = {}): Watching {
  const metrics = createMetrics()
  const tracing = createTracing()
  return {
    metrics,
    observer: { told: metrics.told, around: tracing.around },
    requests: (request, response, next) => {
      const begun = performance.now()
      const requestId = requestIdOf(request, response)
      const { method } = request
      const followed = tracing.begin(method, request.get('traceparent'))
      // Of an answer that was cut off too.
      response.once('close', () => {
        const route = patternOf(request.route)
        const status = response.statusCode
        const ms = performance.now() - begun
        metrics.answered({ method, route, status, seconds: ms / 1000 })
        followed.end({ route, status })
        const { traceId } = followed
        logged({ requestId, method, route, status, ms: Math.round(ms), ...(traceId && { traceId }) })
      })
      followed.within(next)
    },
  }
}

/** `/api/instances/{id}`, as the contract writes it; `unknown` where no route took the request. */
function patternOf(route: unknown): string {
  const path = (route as { readonly path?: unknown } | undefined)?.path
  return typeof path === 'string' ? path.replaceAll(/:(\w+)/g, '{$1}') : 'unknown'
}
