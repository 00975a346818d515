import { describe, expect, it } from 'vitest'
import { DeliveryFailed, smsChannel, type ShortMessage, type SmsPort } from '../../engine/channels/index.js'
import { readMobileNumber } from '../../engine/channels/sms/mobile-number.js'
import { aMessage, anAttempt, complaintOf, failureOf } from './bench.js'

/** A provider that notes what it is given. */
function provider(answer: (message: ShortMessage) => { id?: string } = () => ({ id: 'sms-1' })) {
  const taken: ShortMessage[] = []
  const port: SmsPort = {
    send: (message) => {
      taken.push(message)
      return Promise.resolve().then(() => answer(message))
    },
  }
  return { taken, port }
}

describe('mobile numbers', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    ['138 0013-8000', '+8613800138000'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['008613800138000', '+8613800138000'],
    ['8613800138000', '+8613800138000'],
    ['+85291234567', '+85291234567'],
    ['+1 415-555-2671', '+14155552671'],
  ])('reads %s as %s', (text, mobile) => {
    expect(readMobileNumber(text)).toBe(mobile)
  })

  it.each([
    '12800138000',
    '1380013800',
    '010-12345678',
    '+861012345678',
    '4155552671',
    '+0123456789',
    'lin',
    '+12345678901234567',
  ])('does not take %s', (text) => {
    expect(readMobileNumber(text)).toBeUndefined()
  })
})

describe('short messages', () => {
  it('go to every number once, each with a key of its own that stays', async () => {
    const { taken, port } = provider()
    const message = aMessage({
      to: [
        { role: 'supervisor', mobile: '13800138000' },
        { role: 'technician', mobile: '+86 13800138000' },
        { role: 'customer', mobile: '13900139000' },
        { role: 'service-desk' },
      ],
    })

    const kept = await smsChannel(port).send(message, anAttempt())
    await smsChannel(port).send(message, anAttempt({ attempt: 2 }))

    expect(taken.slice(0, 2).map(({ mobile }) => mobile)).toEqual(['+8613800138000', '+8613900139000'])
    const keys = taken.map(({ key }) => key)
    expect(keys.slice(2)).toEqual(keys.slice(0, 2))
    expect(new Set(keys).size).toBe(2)
    expect(keys.every((key) => key.startsWith('0198c9d2-e4-'))).toBe(true)
    expect(kept).toEqual({
      sent: [
        { role: 'supervisor', id: 'sms-1' },
        { role: 'customer', id: 'sms-1' },
      ],
      withoutAddress: ['service-desk'],
    })
  })

  it('are in the language on record, or else in Chinese, or else as configured', async () => {
    const { taken, port } = provider()
    const message = aMessage({
      to: [
        { role: 'a', mobile: '13800138000', language: 'en' },
        { role: 'b', mobile: '13900139000' },
      ],
    })

    await smsChannel(port).send(message, anAttempt())
    await smsChannel(port, { language: 'en' }).send(message, anAttempt())

    expect(taken.map(({ text }) => text)).toEqual([
      'The case is overdue.',
      '案件已逾期。',
      'The case is overdue.',
      'The case is overdue.',
    ])
  })

  it('are not cut', async () => {
    const { taken, port } = provider()
    const body = { 'zh-CN': '长'.repeat(500), en: 'long' }

    await smsChannel(port).send(aMessage({ body }), anAttempt())

    expect(taken[0]?.text).toBe(body['zh-CN'])
  })

  it.each([
    [[{ role: 'customer' }], 'no-address'],
    [[{ role: 'customer', mobile: ' ' }], 'no-address'],
    [[], 'no-address'],
    [[{ role: 'customer', mobile: '010-8888' }], 'address-invalid'],
  ])('to %j fail permanently as %s', async (to, code) => {
    const { taken, port } = provider()

    const failure = await failureOf(smsChannel(port).send(aMessage({ to }), anAttempt()))

    expect(failure).toMatchObject({ code, permanent: true })
    expect(failure.message).not.toContain('8888')
    expect(taken).toEqual([])
  })

  it('are tried for every number before one failure is told, a temporary one first', async () => {
    const { taken, port } = provider(({ mobile }) => {
      if (mobile.endsWith('1')) throw new DeliveryFailed('receiver-refused', 'blocked', { permanent: true })
      if (mobile.endsWith('2'))
        throw new DeliveryFailed('rate-limited', 'slowly', { permanent: false, retryAfter: 9 })
      return {}
    })
    const to = ['13800138001', '13800138002', '13800138003'].map((mobile) => ({ role: 'customer', mobile }))

    const failure = await failureOf(smsChannel(port).send(aMessage({ to }), anAttempt()))

    expect(failure).toMatchObject({ code: 'rate-limited', permanent: false, retryAfter: 9 })
    expect(taken).toHaveLength(3)
  })

  it('are tried again after anything else the port throws, which is not told', async () => {
    const { port } = provider(({ mobile }) => {
      throw new TypeError(`broken for ${mobile}`)
    })

    const failure = await failureOf(smsChannel(port).send(aMessage(), anAttempt()))

    expect(failure).toMatchObject({ code: 'receiver-failed', permanent: false })
    expect(failure.message).toContain('TypeError')
    expect(failure.message).not.toContain('138')
  })

  it('are not begun after the time limit', async () => {
    const { taken, port } = provider()

    const failure = await failureOf(
      smsChannel(port).send(aMessage(), anAttempt({ signal: AbortSignal.abort() })),
    )

    expect(failure.code).toBe('cancelled')
    expect(taken).toEqual([])
  })

  it('need a port', () => {
    expect(complaintOf(() => smsChannel({} as SmsPort))).toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringContaining("'send' of the SMS port"),
    })
  })
})
