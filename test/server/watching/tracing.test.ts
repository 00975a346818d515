import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createOutgoing, httpService, webhookChannel } from '../../../engine/index.js'
import { day } from '../../runtime/open-test-engine.js'
import { openWatched, type Watched } from './open-watched.js'

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`

let t: Watched
afterEach(() => t.stop())

const send = (event: string, headers: Record<string, string> = {}) =>
  t.ask('/api/instances/case-1/events', { method: 'POST', body: JSON.stringify({ event }), headers })

/** A receiver that answers everything with `{}`, and the headers it was sent. */
async function receiver() {
  const received: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    received.push(request.headers)
    request.resume().on('end', () => response.setHeader('Content-Type', 'application/json').end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { received, url, close: () => server.close() }
}

const outgoing = createOutgoing({ allow: ['127.0.0.1'] })

describe('a program without an SDK of OpenTelemetry', () => {
  it('hands the trace of a request on to services and webhooks as it came', async () => {
    const { received, url, close } = await receiver()
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    t = await openWatched({
      services: { bank: httpService({ method: 'POST', url }, { outgoing, environment: {} }) },
      channels: { default: webhookChannel({ url, secret, source: 'https://house.example', outgoing }) },
    })

    expect((await send('tell', { traceparent })).status).toBe(200)
    expect((await send('pay', { traceparent })).status).toBe(200)
    await t.engine.runDue()
    close()

    expect(received.map((headers) => headers['traceparent'])).toEqual([traceparent, traceparent])
  })

  it('sends none where none came', async () => {
    const { received, url, close } = await receiver()
    t = await openWatched({
      services: { bank: httpService({ method: 'POST', url }, { outgoing, environment: {} }) },
    })

    await send('pay')
    await t.engine.runDue()
    close()

    expect(received.map((headers) => headers['traceparent'])).toEqual([undefined])
  })
})

describe('traces', () => {
  const exporter = new InMemorySpanExporter()
  beforeAll(() =>
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    ),
  )
  afterEach(() => exporter.reset())
  afterAll(() => trace.disable())

  const named = (name: string): readonly ReadableSpan[] =>
    exporter.getFinishedSpans().filter((span) => span.name === name)
  const only = (name: string): ReadableSpan => {
    const [span, ...more] = named(name)
    if (!span || more.length > 0)
      throw new Error(
        `Expected one span '${name}', but there are: ${exporter
          .getFinishedSpans()
          .map((one) => one.name)
          .join(', ')}.`,
      )
    return span
  }
  /** Answers are counted and spans end when their connection is done with them. */
  const ended = (name: string) => expect.poll(() => named(name).length).toBe(1)

  it('lead from the caller through request, call and commit to the attempt outside', async () => {
    let given: string | undefined
    t = await openWatched({
      services: {
        bank: (_input, attempt) => {
          given = attempt.traceparent
          return Promise.resolve({})
        },
      },
    })
    exporter.reset()

    await send('pay', { traceparent })
    await ended('POST /api/instances/{id}/events')
    await t.engine.runDue()

    const request = only('POST /api/instances/{id}/events')
    const call = only('aftercare send')
    const commit = only('aftercare commit')
    const effect = only('aftercare effect')
    expect([request, call, commit, effect].map((span) => span.spanContext().traceId)).toEqual(
      Array.from({ length: 4 }, () => caller.traceId),
    )
    expect([request, call, commit, effect].map((span) => span.parentSpanContext?.spanId)).toEqual([
      caller.spanId,
      request.spanContext().spanId,
      call.spanContext().spanId,
      call.spanContext().spanId,
    ])
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/instances/{id}/events',
      'http.response.status_code': 200,
    })
    expect(call.attributes).toEqual({ 'aftercare.instance': 'case-1', 'aftercare.process': 'payout' })
    expect(effect.attributes).toMatchObject({ 'aftercare.lane': 'service:bank', 'aftercare.attempt': 1 })
    expect(given).toBe(`00-${caller.traceId}-${effect.spanContext().spanId}-01`)
  })

  it('begin anew with timers, which nobody has asked for', async () => {
    t = await openWatched({ services: { bank: () => new Promise(() => undefined) }, effects: { timeout: 1 } })
    await send('pay', { traceparent })
    exporter.reset()

    t.pass(2 * day)
    void t.engine.runDue()
    await expect.poll(() => named('aftercare timer').length).toBeGreaterThan(0)

    const [timer] = named('aftercare timer')
    expect(timer?.parentSpanContext).toBeUndefined()
    expect(timer?.spanContext().traceId).not.toBe(caller.traceId)
    expect(timer?.attributes).toEqual({ 'aftercare.instance': 'case-1', 'aftercare.process': 'payout' })
    t.pass(day)
  })

  it('tell of refusals and faults by their codes, and hold nothing of the case', async () => {
    t = await openWatched({
      services: { bank: () => Promise.reject(new Error('Account of 张伟, 13800138000, is closed.')) },
      shown: (engine) => ({ ...engine, get: () => Promise.reject(new Error('张伟 13800138000')) }),
    })
    exporter.reset()

    await t.engine.create('payout', { actor: 'ann', data: { amount: 7, receipt: '张伟 13800138000' } })
    await t.engine.send('case-1', 'close-13800138000', { actor: 'ann' })
    await t.engine.send('case-1', 'pay', { actor: 'ann' })
    await t.engine.runDue()
    await t.ask('/api/instances/13800138000?q=13800138000')
    await expect.poll(() => named('GET /api/instances/{id}').length).toBe(1)

    const spans = exporter.getFinishedSpans()
    const told = JSON.stringify(
      spans.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
    )
    expect(told).not.toMatch(/13800138000|张伟/)
    expect(spans.map(({ attributes }) => attributes['aftercare.code']).filter(Boolean)).toEqual(
      expect.arrayContaining(['receiver-failed']),
    )
    expect(only('aftercare create').status.code).toBe(SpanStatusCode.UNSET)
  })
})
