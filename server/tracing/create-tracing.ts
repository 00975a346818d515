import { AsyncLocalStorage } from 'node:async_hooks'
import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api'
import { EngineError, type ObservedWork, type Observer } from '../../engine/index.js'
import { contextOf, spanContextOf, traceparentOf } from './traceparent.js'

/** A request over HTTP that is being followed. */
export interface FollowedRequest {
  /** Id of its trace; absent where nobody follows it. */
  readonly traceId?: string
  /** Runs what answers it, in its context. */
  within<T>(run: () => T): T
  /** To be called once, when it was answered. `route` is the pattern of its address, never the address itself. */
  end(answered: { readonly route: string; readonly status: number }): void
}

/** Spans of the engine's work and of requests, for whatever SDK of OpenTelemetry the program has set up. */
export interface Tracing extends Required<Pick<Observer, 'around'>> {
  /** Begins to follow a request. `traceparent`: the header it came with. */
  begin(method: string, traceparent: string | undefined): FollowedRequest
}

/**
 * Speaks to the API of OpenTelemetry only: without an SDK nothing is recorded, and a `traceparent` that came in is handed
 * on as it is. Spans hold ids of cases and names of processes, and nothing else of what a case says.
 */
export function createTracing(): Tracing {
  // Beside the context of the API, which a program without a context manager does not keep.
  const kept = new AsyncLocalStorage<Context>()
  const around = <T>(at: Context, run: () => T): T => kept.run(at, () => context.with(at, run))
  const ambient = (): Context => {
    const active = context.active()
    return trace.getSpanContext(active) ? active : (kept.getStore() ?? active)
  }
  return {
    around: async (work, run) => {
      const { kind, cause, links = [] } = work
      const parent = cause === undefined && kind === 'request' ? ambient() : contextOf(cause)
      const linked = links.flatMap((one) => spanContextOf(one) ?? []).map((one) => ({ context: one }))
      const span = tracer().startSpan(
        `aftercare ${kind === 'request' ? work.name : kind}`,
        { kind: spanKinds[kind], attributes: attributesOf(work), links: linked },
        parent,
      )
      return around(trace.setSpan(parent, span), () => followed(span, run))
    },
    begin: (method, traceparent) => {
      const parent = spanContextOf(traceparent) ? contextOf(traceparent) : ROOT_CONTEXT
      const span = tracer().startSpan(
        method,
        { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
        parent,
      )
      const at = trace.setSpan(parent, span)
      const { traceId } = span.spanContext()
      return {
        ...(traceparentOf(span) !== undefined && { traceId }),
        within: (run) => around(at, run),
        end: ({ route, status }) => {
          span.updateName(`${method} ${route}`)
          span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        },
      }
    },
  }
}

// Asked for each time: a program may set its SDK up later.
const tracer = () => trace.getTracer('aftercare')

const spanKinds = {
  request: SpanKind.INTERNAL,
  commit: SpanKind.CLIENT,
  effect: SpanKind.PRODUCER,
  timer: SpanKind.INTERNAL,
} as const

async function followed<T>(
  span: Span,
  run: (observed: Parameters<Parameters<NonNullable<Observer['around']>>[1]>[0]) => Promise<T>,
): Promise<T> {
  const traceparent = traceparentOf(span)
  try {
    return await run({
      ...(traceparent !== undefined && { traceparent }),
      about: (known) => span.setAttributes(attributesOf(known)),
      failed: (code) => span.setAttribute('aftercare.code', code),
    })
  } catch (error) {
    // Only the code: the message of somebody else's error may quote a value.
    const code = error instanceof EngineError ? error.code : 'engine-bug'
    span.setAttribute('aftercare.code', code).setStatus({ code: SpanStatusCode.ERROR, message: code })
    throw error
  } finally {
    span.end()
  }
}

function attributesOf(work: Partial<ObservedWork>): Attributes {
  const { kind, name, instance, process, effect, attempt } = work
  return {
    ...(instance !== undefined && { 'aftercare.instance': instance }),
    ...(process !== undefined && { 'aftercare.process': process }),
    ...(kind === 'commit' && name !== undefined && { 'aftercare.transaction': name }),
    ...(kind === 'effect' && name !== undefined && { 'aftercare.lane': name }),
    ...(effect !== undefined && { 'aftercare.effect': effect }),
    ...(attempt !== undefined && { 'aftercare.attempt': attempt }),
  }
}
