import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createOutgoing, webhookChannel, type WebhookOptions } from '../../engine/channels/index.js'
import { readWebhookSecret, signWebhook } from '../../engine/channels/webhook/sign-webhook.js'
import {
  aMessage,
  anAttempt,
  complaintOf,
  failureOf,
  openReceiver,
  type Answer,
  type Received,
} from './bench.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const older = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const outgoing = createOutgoing({ allow: ['127.0.0.1'] })
const source = 'https://service.example.cn/aftercare'

/** What a receiver counts, written out from the specification. */
function expectedSignature({ headers, body }: Received, whsec: string): string {
  const key = Buffer.from(whsec.replace('whsec_', ''), 'base64')
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

async function deliver(options: Partial<WebhookOptions> = {}, answer?: Answer) {
  const receiver = await openReceiver(answer)
  const channel = webhookChannel({ url: `${receiver.url}/hook`, secret, source, outgoing, ...options })
  return { receiver, sending: channel.send(aMessage(), anAttempt()) }
}

describe('the signature of a webhook', () => {
  it('is the one Standard Webhooks publishes for its example', () => {
    const signed = signWebhook(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1614265330_999, body: '{"test": 2432232314}' },
      [readWebhookSecret(secret) ?? Buffer.alloc(0)],
    )

    expect(signed).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('stands once for each secret while one is being exchanged', async () => {
    const { receiver, sending } = await deliver({ secret: [secret, older] })
    await sending

    const [received] = receiver.received
    expect(received?.headers['webhook-signature']?.toString().split(' ')).toEqual([
      expectedSignature(received!, secret),
      expectedSignature(received!, older),
    ])
  })
})

describe('a webhook', () => {
  it('is a CloudEvent in structured JSON, with the key as its id', async () => {
    const { receiver, sending } = await deliver()
    const kept = await sending

    const [received] = receiver.received
    expect(kept).toEqual({ status: 200 })
    expect(received).toMatchObject({ method: 'POST', path: '/hook' })
    expect(received?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': '0198c9d2-e4',
      'webhook-signature': expectedSignature(received!, secret),
    })
    expect(Math.abs(Number(received?.headers['webhook-timestamp']) * 1000 - Date.now())).toBeLessThan(60_000)
    expect(JSON.parse(received?.body ?? '')).toEqual({
      specversion: '1.0',
      id: '0198c9d2-e4',
      source,
      type: 'aftercare.message.sent',
      subject: '0198c9d2',
      time: '2026-01-05T01:02:03.000Z',
      datacontenttype: 'application/json',
      data: {
        process: 'exchange',
        number: 'EX-2026-0001',
        template: 'overdue',
        to: ['supervisor'],
        subject: { 'zh-CN': '逾期', en: 'Overdue' },
        body: { 'zh-CN': '案件已逾期。', en: 'The case is overdue.' },
      },
    })
  })

  it('tells no address and no name of a person', async () => {
    const { receiver, sending } = await deliver()
    await sending

    expect(receiver.received[0]?.body).not.toMatch(/lin|example\.cn"|138/)
  })

  it('has the type its template is given', async () => {
    const { receiver, sending } = await deliver({ types: { overdue: 'cn.example.case-overdue' } })
    await sending

    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'cn.example.case-overdue' })
  })

  it('has the same id and the same content at every attempt', async () => {
    const receiver = await openReceiver()
    const channel = webhookChannel({ url: receiver.url, secret, source, outgoing })

    await channel.send(aMessage(), anAttempt())
    await channel.send(aMessage(), anAttempt({ attempt: 2 }))

    const [first, second] = receiver.received
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  })

  it('is delivered by any 2xx, however much the receiver says', async () => {
    const { sending } = await deliver({}, () => ({ status: 202, body: Buffer.alloc(3_000_000) }))

    expect(await sending).toEqual({ status: 202 })
  })

  it.each([
    [400, 'receiver-refused', true],
    [401, 'receiver-refused', true],
    [404, 'receiver-refused', true],
    [409, 'receiver-refused', true],
    [410, 'receiver-gone', true],
    [408, 'receiver-failed', false],
    [429, 'rate-limited', false],
    [500, 'receiver-failed', false],
    [503, 'receiver-failed', false],
    [304, 'receiver-refused', true],
  ])('answered with %i fails as %s, permanently: %s', async (status, code, permanent) => {
    const { sending } = await deliver({}, () => ({ status }))

    const failure = await failureOf(sending)
    expect(failure).toMatchObject({ code, permanent })
    expect(failure.retryAfter).toBeUndefined()
  })

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['999999999', 86_400_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
    ['soon', undefined],
    ['2026-01-01', undefined],
    ['-5', undefined],
  ])('waits as Retry-After %j says: %s ms', async (header, retryAfter) => {
    const { sending } = await deliver({}, () => ({ status: 503, headers: { 'retry-after': header } }))

    expect((await failureOf(sending)).retryAfter).toBe(retryAfter)
  })

  it('waits until the date Retry-After names', async () => {
    const at = new Date(Date.now() + 600_000).toUTCString()
    const { sending } = await deliver({}, () => ({ status: 429, headers: { 'retry-after': at } }))

    const { retryAfter = 0 } = await failureOf(sending)
    expect(retryAfter).toBeGreaterThan(500_000)
    expect(retryAfter).toBeLessThanOrEqual(600_000)
  })

  it('goes unsigned to no other origin', async () => {
    const other = await openReceiver()
    const { sending } = await deliver({}, () => ({ status: 307, headers: { location: other.url } }))

    expect(await failureOf(sending)).toMatchObject({ code: 'redirected', permanent: true })
    expect(other.received).toEqual([])
  })
})

describe('the options of the webhook channel', () => {
  const good = { url: 'https://receiver.example.cn/hook', secret, source }

  it.each([
    [{ ...good, url: 'receiver' }, "'url'"],
    [{ ...good, url: 'https://user:geheim@receiver.example.cn' }, "'url'"],
    [{ ...good, secret: 'geheim' }, "'secret'"],
    [{ ...good, secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, "'secret'"],
    [{ ...good, secret: `whsec_${Buffer.alloc(65).toString('base64')}` }, "'secret'"],
    [{ ...good, secret: [secret, 'geheim'] }, "'secret'"],
    [{ ...good, secret: [] }, "'secret'"],
    [{ ...good, source: 'two words' }, "'source'"],
    [{ ...good, types: { overdue: '' } }, "'types'"],
    [{ ...good, secrets: [] }, "Did you mean 'secret'?"],
    [{ ...good, outgoing: {} }, "'outgoing'"],
    [null, 'an object'],
  ])('are refused when wrong, without telling a secret: %j', (options, told) => {
    const complaint = complaintOf(() => webhookChannel(options as unknown as WebhookOptions))

    expect(complaint.code).toBe('configuration-invalid')
    expect(complaint.message).toContain(told)
    expect(complaint.message).not.toMatch(/geheim|MfKQ9/)
  })

  it('are refused all at once', () => {
    const { message } = complaintOf(() => webhookChannel({ url: '', secret: '', source: '' }))

    expect(message.split('\n')).toHaveLength(3)
  })
})
