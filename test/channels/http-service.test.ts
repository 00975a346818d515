import { describe, expect, it } from 'vitest'
import {
  createOutgoing,
  httpService,
  ServiceRefused,
  type HttpDeclaration,
} from '../../engine/channels/index.js'
import { anAttempt, complaintOf, failureOf, openReceiver, type Answer } from './bench.js'

const outgoing = createOutgoing({ allow: ['127.0.0.1'] })
const environment = { REFUND_TOKEN: 's3cret', REFUND_LOGIN: 'aftercare:pässword' }

async function call(changes: Partial<HttpDeclaration> = {}, answer?: Answer, input = { amount: 5000 }) {
  const receiver = await openReceiver(answer)
  const declaration: HttpDeclaration = { method: 'POST', url: `${receiver.url}/refunds`, ...changes }
  return { receiver, calling: httpService(declaration, { outgoing, environment })(input, anAttempt()) }
}

describe('a service that is an HTTP call', () => {
  it('sends its input as JSON with the key of the effect, and gives the answer as its output', async () => {
    const { receiver, calling } = await call({ body: { source: 'aftercare', amount: 0 } }, () => ({
      status: 201,
      body: '{"refund":{"no":"R-1"},"items":[{"id":7}]}',
    }))

    expect(await calling).toEqual({ refund: { no: 'R-1' }, items: [{ id: 7 }] })
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        path: '/refunds',
        body: '{"source":"aftercare","amount":5000}',
        headers: {
          'idempotency-key': '0198c9d2-e4',
          'content-type': 'application/json; charset=utf-8',
          accept: 'application/json',
        },
      },
    ])
  })

  it.each([
    ['[1,2]', { value: [1, 2] }],
    ['"done"', { value: 'done' }],
    ['true', { value: true }],
    ['', {}],
    [' \n', {}],
  ])('gives the answer %j as %j', async (body, output) => {
    const { calling } = await call({}, () => ({ body }))

    expect(await calling).toEqual(output)
  })

  it('picks outputs by their path, and leaves out what the answer does not have', async () => {
    const answer = {
      refundNo: 'data.refund.no',
      first: 'data.items.0.id',
      none: 'data.none.no',
      inherited: 'data.toString',
    }
    const { calling } = await call({ answer }, () => ({
      body: '{"data":{"refund":{"no":"R-1"},"items":[{"id":7}]}}',
    }))

    expect(await calling).toEqual({ refundNo: 'R-1', first: 7 })
  })

  it('asks with its input as query', async () => {
    const receiver = await openReceiver(() => ({ body: '{"found":true}' }))
    const service = httpService({ method: 'GET', url: `${receiver.url}/refunds?v=2` }, { outgoing })

    await service({ no: 'R 1&x=2', open: true, ids: [1, 2] }, anAttempt())

    const [received] = receiver.received
    expect(received).toMatchObject({ method: 'GET', body: '' })
    expect(Object.fromEntries(new URL(received?.path ?? '', 'http://x').searchParams)).toEqual({
      v: '2',
      no: 'R 1&x=2',
      open: 'true',
      ids: '[1,2]',
    })
  })

  it.each([
    [{ bearer: 'REFUND_TOKEN' }, 'Bearer s3cret'],
    [{ basic: 'REFUND_LOGIN' }, `Basic ${Buffer.from('aftercare:pässword').toString('base64')}`],
  ])('takes its secret from the environment: %j', async (auth, authorization) => {
    const { receiver, calling } = await call({ auth, headers: { 'X-Shop': 'north' } })
    await calling

    expect(receiver.received[0]?.headers).toMatchObject({ authorization, 'x-shop': 'north' })
  })

  it.each([
    [400, 'receiver-refused', true],
    [409, 'receiver-refused', true],
    [422, 'receiver-refused', true],
    [410, 'receiver-gone', true],
    [408, 'receiver-failed', false],
    [429, 'rate-limited', false],
    [500, 'receiver-failed', false],
  ])('answered with %i fails as %s, permanently: %s', async (status, code, permanent) => {
    const { calling } = await call({}, () => ({ status, body: '{"error":"138 0013 8000"}' }))

    const failure = await failureOf(calling)
    expect(failure).toMatchObject({ code, permanent })
    expect(failure.message).not.toContain('138')
  })

  it.each([
    ['<html>', 'JSON'],
    ['{"a":1', 'JSON'],
    ['['.repeat(64) + ']'.repeat(64), 'levels'],
    ['{"a":{"__proto__":{"b":1}}}', '__proto__'],
    ['{"a":["\\u0000"]}', 'NUL'],
  ])('does not take %j for an output', async (body, told) => {
    const { calling } = await call({}, () => ({ body }))

    const failure = await failureOf(calling)
    expect(failure).toMatchObject({ code: 'answer-invalid', permanent: true })
    expect(failure.message).toContain(told)
  })

  it('takes an answer whose output has 64 levels, and none above 1 MiB', async () => {
    // A list stands under `value`, which is a level more.
    const deep = await call({}, () => ({ body: '['.repeat(63) + ']'.repeat(63) }))
    const large = await call({}, () => ({ body: JSON.stringify('x'.repeat(1024 * 1024)) }))

    expect(Object.keys((await deep.calling) ?? {})).toEqual(['value'])
    expect(await failureOf(large.calling)).toMatchObject({ code: 'answer-too-large', permanent: true })
  })

  it('ends at its own time limit', async () => {
    const { calling } = await call({ timeout: 50 }, () => undefined)

    expect(await failureOf(calling)).toMatchObject({ code: 'timed-out', permanent: false })
  })

  it('reaches no private address unless that is allowed', async () => {
    const receiver = await openReceiver()
    const service = httpService({ method: 'POST', url: receiver.url })

    expect(await failureOf(service({}, anAttempt()))).toMatchObject({
      code: 'address-refused',
      permanent: true,
    })
    expect(receiver.received).toEqual([])
  })
})

describe('the declaration of an HTTP call', () => {
  const good = { method: 'POST', url: 'https://refunds.example.cn' }

  it.each([
    [{ ...good, method: 'post' }, "'method'"],
    [{ ...good, url: 'https://u:s3cret@refunds.example.cn' }, "'url'"],
    [{ ...good, headers: { Authorization: 'Bearer s3cret' } }, "'headers'"],
    [{ ...good, headers: { 'Idempotency-Key': '1' } }, "'headers'"],
    [{ ...good, headers: { 'X-A': 'a\r\nX-B: b' } }, "'headers'"],
    [{ ...good, auth: { bearer: 's3cret token' } }, "'auth'"],
    [{ ...good, auth: { bearer: 'A', basic: 'B' } }, "'auth'"],
    [{ ...good, auth: { bearer: 'ABSENT' } }, 'ABSENT'],
    [{ ...good, auth: { basic: 'REFUND_TOKEN' } }, 'no colon'],
    [{ ...good, answer: { no: '' } }, "'answer'"],
    [{ ...good, timeout: '5s' }, "'timeout'"],
    [{ ...good, method: 'GET', body: { a: 1 } }, "'body'"],
    [{ ...good, header: {} }, "Did you mean 'headers'?"],
  ])('is refused when wrong, without telling a secret: %j', (declaration, told) => {
    const complaint = complaintOf(() =>
      httpService(declaration as unknown as HttpDeclaration, { environment }),
    )

    expect(complaint.code).toBe('configuration-invalid')
    expect(complaint.message).toContain(told)
    expect(complaint.message).not.toContain('s3cret')
  })

  it.each([
    ['{"detail":"The account is closed."}', 'The account is closed.'],
    ['{"message":"no such order","code":7}', 'no such order'],
    ['{"detail":"two\\nlines"}', 'The service said no: it answered 409.'],
    ['<html>', 'The service said no: it answered 409.'],
    ['', 'The service said no: it answered 409.'],
  ])(
    'is refused with a status of its refusals, in its own words where it has some: %s',
    async (body, message) => {
      const { calling } = await call({ refusals: [404, 409] }, () => ({ status: 409, body }))

      const refusal = await calling.catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(ServiceRefused)
      expect(refusal).toMatchObject({ message, code: '409' })
    },
  )

  it('fails with a status that is none of its refusals', async () => {
    const { calling } = await call({ refusals: [404] }, () => ({ status: 409 }))

    expect(await failureOf(calling)).toMatchObject({ code: 'receiver-refused', permanent: true })
  })

  it.each([[200], [399], [500], ['404']])('takes no %s among its refusals', (status) => {
    expect(() =>
      httpService({ method: 'GET', url: 'https://a.example', refusals: [status as number] }),
    ).toThrow(expect.objectContaining({ code: 'configuration-invalid' }) as Error)
  })
})
