import {
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'

const written = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** The place in a trace that a `traceparent` names; `undefined` for what is none. */
export function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = written.exec(traceparent ?? '') ?? []
  const found = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
  return isSpanContextValid(found) ? found : undefined
}

/** A context in which new spans belong to what a `traceparent` names; without one they begin a trace of their own. */
export function contextOf(traceparent: string | undefined): Context {
  const found = spanContextOf(traceparent)
  return found ? trace.setSpanContext(ROOT_CONTEXT, found) : ROOT_CONTEXT
}

/** The `traceparent` by which others name a span; `undefined` where nobody follows it. */
export function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext()
  if (!isSpanContextValid({ traceId, spanId, traceFlags })) return undefined
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}
