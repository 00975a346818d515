import { Counter, Histogram, type Registry } from 'prom-client'

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string
  /** Pattern of its address: `/api/instances/{id}`; `unknown` where it fits none. Never the address itself. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** Methods that have series of their own: anybody may send any word. */
const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Counts requests over HTTP. */
export function requestMetrics(registry: Registry): (answered: AnsweredRequest) => void {
  const registers = [registry]
  const requests = new Counter({
    name: 'aftercare_http_requests_total',
    help: 'Requests over HTTP by method, pattern of the address and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'aftercare_http_request_seconds',
    help: 'Requests over HTTP until their answer was sent, streams of events until they ended.',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  return ({ method, route, status, seconds }) => {
    requests.inc({ method: known.has(method) ? method : 'other', route, status })
    durations.observe({ route }, seconds)
  }
}
