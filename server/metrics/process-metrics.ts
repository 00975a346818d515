import { collectDefaultMetrics, Registry } from 'prom-client'

/** Their names end as those of counters do, and they are none. */
const misnamed = ['handles', 'requests', 'resources'].map((what) => `aftercare_nodejs_active_${what}_total`)

let shared: Registry | undefined

/** Memory, processor time, event loop and garbage collection of this process: of one process, however many servers it has. */
export function processMetrics(): Registry {
  if (shared) return shared
  shared = new Registry()
  collectDefaultMetrics({ register: shared, prefix: 'aftercare_' })
  for (const name of misnamed) shared.removeSingleMetric(name)
  return shared
}
