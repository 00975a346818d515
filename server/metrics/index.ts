/** Numbers for Prometheus. */
export { createMetrics, type Metrics } from './create-metrics.js'
export type { AnsweredRequest } from './request-metrics.js'
