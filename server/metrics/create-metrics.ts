import { Registry } from 'prom-client'
import type { Engine, Observation } from '../../engine/index.js'
import { eventMetrics } from './event-metrics.js'
import { processMetrics } from './process-metrics.js'
import { requestMetrics, type AnsweredRequest } from './request-metrics.js'
import { stockMetrics, stockOf } from './stock-metrics.js'

/** Numbers for Prometheus. Their labels are names of the definitions and words of ours, never anything of a case. */
export interface Metrics {
  /** Media type of the page. */
  readonly contentType: string
  /** Counts what an engine tells; give it to the engine as its observer. */
  readonly told: (observation: Observation) => void
  readonly answered: (request: AnsweredRequest) => void
  /** Everything as text, with what the engine has to do counted now or a few seconds ago. */
  page(engine: Engine): Promise<string>
}

/** Metrics of one server, or of one engine of a host. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const setStock = stockMetrics(registry)
  const stocks = new WeakMap<Engine, ReturnType<typeof stockOf>>()
  return {
    contentType: registry.contentType,
    told: eventMetrics(registry),
    answered: requestMetrics(registry),
    page: async (engine) => {
      const stock = stocks.get(engine) ?? stockOf(engine)
      stocks.set(engine, stock)
      setStock(await stock())
      return `${await registry.metrics()}\n${await processMetrics().metrics()}`
    },
  }
}
