import { describe, expect, it } from 'vitest'
import {
  DeliveryFailed,
  firstOfChannel,
  mailChannel,
  smsChannel,
  type Channel,
  type OutgoingMessage,
} from '../../engine/channels/index.js'
import { aMessage, anAttempt, complaintOf, failureOf } from './bench.js'

const ofMail = mailChannel({ from: 'desk@service.example', smtp: 'smtp://127.0.0.1:9' }).obstacle
const ofSms = smsChannel({ send: () => Promise.resolve({}) }).obstacle

/** A channel that keeps what it is given, and reaches whom the mail or SMS channel reaches. */
function keeping(obstacle?: Channel['obstacle']) {
  const sent: { message: OutgoingMessage; key: string }[] = []
  const channel: Channel = {
    send: (message, { key }) => {
      sent.push({ message, key })
      return Promise.resolve({ id: `no-${sent.length}` })
    },
    ...(obstacle && { obstacle }),
  }
  return { sent, channel }
}

const failing = (code: 'receiver-failed' | 'receiver-refused', obstacle?: Channel['obstacle']): Channel => ({
  send: () =>
    Promise.reject(
      new DeliveryFailed(code, 'Expected yes, but no.', { permanent: code === 'receiver-refused' }),
    ),
  ...(obstacle && { obstacle }),
})

const withMail = { role: 'supervisor', email: 'li@service.example', mobile: '13800138000' }
const withMobile = { role: 'customer', mobile: '13900139000' }
const withNothing = { role: 'owner' }

describe('a channel that is the first of several', () => {
  it('takes for each recipient the first that has an address, and tells which, and why not those before', async () => {
    const [mail, sms] = [keeping(ofMail), keeping(ofSms)]
    const message = aMessage({ to: [withMail, withMobile, withNothing] })

    const kept = await firstOfChannel({ mail: mail.channel, sms: sms.channel }).send(message, anAttempt())

    expect(mail.sent.map(({ message: { to } }) => to)).toEqual([[withMail]])
    expect(sms.sent.map(({ message: { to } }) => to)).toEqual([[withMobile]])
    expect(sms.sent[0]?.message).toEqual({ ...message, to: [withMobile] })
    expect(sms.sent[0]?.key).toBe(mail.sent[0]?.key)
    expect(kept).toEqual({
      sent: [
        { channel: 'mail', to: ['supervisor'], told: { id: 'no-1' } },
        { channel: 'sms', to: ['customer'], told: { id: 'no-1' } },
      ],
      passedOver: [
        { role: 'customer', channel: 'mail', why: 'no-address' },
        { role: 'owner', channel: 'mail', why: 'no-address' },
        { role: 'owner', channel: 'sms', why: 'no-address' },
      ],
      withoutAddress: ['owner'],
    })
  })

  it('passes over an address that is none', async () => {
    const [mail, sms] = [keeping(ofMail), keeping(ofSms)]
    const to = [{ role: 'customer', email: 'wang at home', mobile: '13900139000' }]

    const kept = await firstOfChannel({ mail: mail.channel, sms: sms.channel }).send(
      aMessage({ to }),
      anAttempt(),
    )

    expect(mail.sent).toEqual([])
    expect(kept).toEqual({
      sent: [{ channel: 'sms', to: ['customer'], told: { id: 'no-1' } }],
      passedOver: [{ role: 'customer', channel: 'mail', why: 'address-invalid' }],
    })
  })

  it('reaches everybody by one that goes to a group', async () => {
    const [mail, group] = [keeping(ofMail), keeping()]

    await firstOfChannel({ mail: mail.channel, group: group.channel }).send(
      aMessage({ to: [withMobile, withNothing] }),
      anAttempt(),
    )

    expect(group.sent.map(({ message: { to } }) => to)).toEqual([[withMobile, withNothing]])
  })

  it('fails for good where nobody is reached by any, and says why for each', async () => {
    const first = firstOfChannel({ mail: keeping(ofMail).channel, sms: keeping(ofSms).channel })

    const failure = await failureOf(first.send(aMessage({ to: [withNothing] }), anAttempt()))

    expect(failure).toMatchObject({ code: 'no-address', permanent: true })
    expect(failure.message).toContain("'owner' not by 'mail' (no-address), 'owner' not by 'sms' (no-address)")
    expect(first.obstacle?.(withNothing)).toBe('no-address')
    expect(first.obstacle?.(withMobile)).toBeUndefined()
  })

  it('takes no other way when the chosen one fails, sends the rest, and names it', async () => {
    const sms = keeping(ofSms)
    const first = firstOfChannel({ mail: failing('receiver-refused', ofMail), sms: sms.channel })

    const failure = await failureOf(first.send(aMessage({ to: [withMail, withMobile] }), anAttempt()))

    expect(failure).toMatchObject({ code: 'receiver-refused', permanent: true })
    expect(failure.message).toBe("Channel 'mail': Expected yes, but no.")
    expect(sms.sent.map(({ message: { to } }) => to)).toEqual([[withMobile]])
  })

  it('is tried again when one of its channels may do better next time', async () => {
    const first = firstOfChannel({
      mail: failing('receiver-refused', ofMail),
      group: failing('receiver-failed'),
    })

    expect(await failureOf(first.send(aMessage({ to: [withMail, withMobile] }), anAttempt()))).toMatchObject({
      code: 'receiver-failed',
      permanent: false,
    })
  })

  it('is made of two channels or more', () => {
    const { channel } = keeping()

    expect(complaintOf(() => firstOfChannel({ mail: channel }))).toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringContaining('found 1') as string,
    })
    expect(complaintOf(() => firstOfChannel({ mail: channel, sms: {} as Channel })).message).toContain(
      "'sms' is none",
    )
  })
})
