/** Spans for OpenTelemetry, through its API only. */
export { createTracing, type FollowedRequest, type Tracing } from './create-tracing.js'
