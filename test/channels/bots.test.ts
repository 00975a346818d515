import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createOutgoing,
  dingTalkChannel,
  weComChannel,
  type DingTalkOptions,
  type WeComOptions,
} from '../../engine/channels/index.js'
import { cutToBytes } from '../../engine/channels/message-text.js'
import { aMessage, anAttempt, complaintOf, failureOf, openReceiver, type Answer } from './bench.js'

const outgoing = createOutgoing({ allow: ['127.0.0.1'] })
const ok: Answer = () => ({ body: '{"errcode":0,"errmsg":"ok"}' })
const errcode =
  (code: number): Answer =>
  () => ({ body: JSON.stringify({ errcode: code, errmsg: '138 0013 8000' }) })
const oneLanguage = aMessage({
  subject: { 'zh-CN': '逾期', en: '逾期' },
  body: { 'zh-CN': '请处理', en: '请处理' },
})

async function dingTalk(options: Partial<DingTalkOptions> = {}, { answer = ok, message = aMessage() } = {}) {
  const receiver = await openReceiver(answer)
  const channel = dingTalkChannel({
    url: `${receiver.url}/robot/send?access_token=t0ken`,
    outgoing,
    ...options,
  })
  return { receiver, sending: channel.send(message, anAttempt()) }
}

async function weCom(options: Partial<WeComOptions> = {}, { answer = ok, message = aMessage() } = {}) {
  const receiver = await openReceiver(answer)
  const channel = weComChannel({ url: `${receiver.url}/cgi-bin/webhook/send?key=k3y`, outgoing, ...options })
  return { receiver, sending: channel.send(message, anAttempt()) }
}

const bodyOf = ({ receiver }: { receiver: { received: { body: string }[] } }): unknown =>
  JSON.parse(receiver.received[0]?.body ?? '')

describe('the DingTalk robot', () => {
  it('sends a text in both languages, Chinese first', async () => {
    const sent = await dingTalk()

    expect(await sent.sending).toEqual({})
    expect(bodyOf(sent)).toEqual({
      msgtype: 'text',
      text: { content: '逾期 / Overdue\n案件已逾期。\n\nThe case is overdue.' },
      at: { atMobiles: [], isAtAll: false },
    })
    expect(sent.receiver.received[0]?.path).toBe('/robot/send?access_token=t0ken')
  })

  it('signs time and secret as the robot demands', async () => {
    const sent = await dingTalk({ secret: 'SECabc' })
    await sent.sending

    const query = new URL(sent.receiver.received[0]?.path ?? '', 'http://robot').searchParams
    const timestamp = query.get('timestamp') ?? ''
    expect(Math.abs(Number(timestamp) - Date.now())).toBeLessThan(60_000)
    expect(query.get('sign')).toBe(
      createHmac('sha256', 'SECabc').update(`${timestamp}\nSECabc`).digest('base64'),
    )
    expect(query.get('access_token')).toBe('t0ken')
  })

  it('sends markdown with a title', async () => {
    const sent = await dingTalk({ format: 'markdown', language: 'en' })
    await sent.sending

    expect(bodyOf(sent)).toMatchObject({
      msgtype: 'markdown',
      markdown: { title: 'Overdue', text: '### Overdue\n\nThe case is overdue.' },
    })
  })

  it('mentions people of the house, and nobody from outside', async () => {
    const to = [
      { role: 'supervisor', person: 'lin', mobile: '+86 138-0013-8000' },
      { role: 'technician', person: 'lin', mobile: '13800138000' },
      { role: 'customer', mobile: '13900139000' },
    ]
    const inText = await dingTalk({ mentions: 'recipients' }, { message: aMessage({ to }) })
    const inMarkdown = await dingTalk(
      { mentions: 'recipients', format: 'markdown' },
      { message: aMessage({ to }) },
    )
    await Promise.all([inText.sending, inMarkdown.sending])

    expect(bodyOf(inText)).toMatchObject({ at: { atMobiles: ['13800138000'], isAtAll: false } })
    expect(bodyOf(inMarkdown)).toMatchObject({
      markdown: { text: expect.stringMatching(/\n\n@13800138000$/) },
      at: { atMobiles: ['13800138000'] },
    })
    expect(inMarkdown.receiver.received[0]?.body).not.toContain('139')
  })

  it('calls the whole group where it is told to', async () => {
    const sent = await dingTalk({ mentions: 'all' })
    await sent.sending

    expect(bodyOf(sent)).toMatchObject({ at: { isAtAll: true } })
  })

  it('cuts what the robot would not take, and says so', async () => {
    const sent = await dingTalk(
      {},
      { message: aMessage({ body: { 'zh-CN': '长'.repeat(7000), en: 'long' } }) },
    )

    expect(await sent.sending).toEqual({ cut: true })
    expect(Buffer.byteLength(sent.receiver.received[0]?.body ?? '')).toBeLessThan(20_000)
  })

  it.each([
    [130101, 'rate-limited', false, 600_000],
    [130102, 'rate-limited', false, 600_000],
    [410100, 'rate-limited', false, 600_000],
    [90030, 'rate-limited', false, 3_600_000],
    [-1, 'receiver-failed', false, undefined],
    [310000, 'receiver-refused', true, undefined],
    [400101, 'receiver-refused', true, undefined],
    [400013, 'receiver-refused', true, undefined],
  ])('answering errcode %i fails as %s, permanently: %s', async (code, failed, permanent, retryAfter) => {
    const { sending } = await dingTalk({}, { answer: errcode(code) })

    const failure = await failureOf(sending)
    expect(failure).toMatchObject({ code: failed, permanent })
    expect(failure.retryAfter).toBe(retryAfter)
    expect(failure.message).not.toMatch(/138|t0ken/)
  })

  it('is left alone for ten minutes when it redirects, as it does while it is held', async () => {
    const { sending } = await dingTalk(
      {},
      { answer: () => ({ status: 302, headers: { location: '/held' } }) },
    )

    expect(await failureOf(sending)).toMatchObject({
      code: 'rate-limited',
      permanent: false,
      retryAfter: 600_000,
    })
  })

  it.each(['<html>', '{}', '[]', '{"errcode":"0"}', ''])(
    'does not take the answer %j for a success',
    async (body) => {
      const { sending } = await dingTalk({}, { answer: () => ({ body }) })

      expect(await failureOf(sending)).toMatchObject({ code: 'answer-invalid', permanent: true })
    },
  )

  it('tries again after a failure of the server', async () => {
    const { sending } = await dingTalk({}, { answer: () => ({ status: 502 }) })

    expect(await failureOf(sending)).toMatchObject({ code: 'receiver-failed', permanent: false })
  })

  it.each([
    [{}, 'neither'],
    [{ url: 'https://oapi.dingtalk.com/robot/send', token: 'geheim' }, 'both'],
    [{ token: 'geheim', format: 'html' }, "'format'"],
    [{ token: 'geheim', mentions: 'some' }, "'mentions'"],
    [{ token: 'geheim', secret: '' }, "'secret'"],
  ])('refuses the options %j', (options, told) => {
    const complaint = complaintOf(() => dingTalkChannel(options as DingTalkOptions))

    expect(complaint.code).toBe('configuration-invalid')
    expect(complaint.message).toContain(told)
    expect(complaint.message).not.toContain('geheim')
  })
})

describe('the WeCom robot', () => {
  it('sends a text', async () => {
    const sent = await weCom({}, { message: oneLanguage })

    expect(await sent.sending).toEqual({})
    expect(sent.receiver.received[0]?.path).toBe('/cgi-bin/webhook/send?key=k3y')
    expect(bodyOf(sent)).toEqual({ msgtype: 'text', text: { content: '逾期\n请处理' } })
  })

  it('sends markdown', async () => {
    const sent = await weCom({ format: 'markdown' }, { message: oneLanguage })
    await sent.sending

    expect(bodyOf(sent)).toEqual({ msgtype: 'markdown', markdown: { content: '### 逾期\n\n请处理' } })
  })

  it.each([
    ['recipients', ['13800138000']],
    ['all', ['@all']],
  ] as const)('mentions %s', async (mentions, list) => {
    const sent = await weCom({ mentions })
    await sent.sending

    expect(bodyOf(sent)).toMatchObject({ text: { mentioned_mobile_list: list } })
  })

  it.each([
    ['text', 2048],
    ['markdown', 4096],
  ] as const)('cuts %s at %i bytes, and says so', async (format, longest) => {
    const long = aMessage({ body: { 'zh-CN': '长👨‍👩‍👧'.repeat(1000), en: '' } })
    const sent = await weCom({ format, language: 'zh-CN' }, { message: long })

    expect(await sent.sending).toEqual({ cut: true })
    const content = (bodyOf(sent) as Record<string, { content: string }>)[format]?.content ?? ''
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(longest)
    expect(Buffer.byteLength(content)).toBeGreaterThan(longest - 25)
    expect(content).toMatch(/(?:长|👨‍👩‍👧)…$/u)
  })

  it.each([
    [45009, 'rate-limited', false, 60_000],
    [-1, 'receiver-failed', false, undefined],
    [93000, 'receiver-refused', true, undefined],
    [40058, 'receiver-refused', true, undefined],
  ])('answering errcode %i fails as %s, permanently: %s', async (code, failed, permanent, retryAfter) => {
    const { sending } = await weCom({}, { answer: errcode(code) })

    const failure = await failureOf(sending)
    expect(failure).toMatchObject({ code: failed, permanent })
    expect(failure.retryAfter).toBe(retryAfter)
  })

  it.each([
    [{}, 'neither'],
    [{ url: 'https://qyapi.weixin.qq.com/', key: 'k' }, 'both'],
    [{ key: 'k', format: 'markdown', mentions: 'all' }, "'mentions'"],
  ])('refuses the options %j', (options, told) => {
    const complaint = complaintOf(() => weComChannel(options as WeComOptions))

    expect(complaint.code).toBe('configuration-invalid')
    expect(complaint.message).toContain(told)
  })
})

describe('a cut text', () => {
  it('never has more bytes than allowed, and is the beginning of the whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 3, max: 80 }),
        (text, longest) => {
          const { text: kept, cut } = cutToBytes(text, longest)

          expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(
            Math.max(longest, cut ? 0 : Buffer.byteLength(text)),
          )
          expect(cut).toBe(Buffer.byteLength(text) > longest)
          expect(cut ? text.startsWith(kept.slice(0, -1)) && kept.endsWith('…') : kept === text).toBe(true)
        },
      ),
    )
  })
})
