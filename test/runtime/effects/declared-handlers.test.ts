import { describe, expect, it } from 'vitest'
import type { Channel, OutgoingMessage } from '../../../engine/channels/index.js'
import { ServiceRefused } from '../../../engine/channels/index.js'
import { declaredHandlers } from '../../../engine/runtime/effects/declared-handlers.js'
import { Lanes } from '../../../engine/runtime/effects/lanes.js'
import type { EffectRow } from '../../../engine/store/port.js'
import { anAttempt, openReceiver } from '../../channels/bench.js'
import { checkFiles } from '../../definition/check-files.js'
import { fencesOf, readPage } from '../../docs/fences.js'

const page = readPage('channels.md')
const shown = (file: string): string => fencesOf(page).find(({ marks }) => marks['file'] === file)?.text ?? ''
const environment = {
  SMTP_URL: 'smtps://user:password@mail.example.cn',
  CRM_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  DINGTALK_TOKEN: 'token',
  DINGTALK_SECRET: 'SECsecret',
  WECOM_KEY: 'key',
  REFUND_TOKEN: 't0ken',
}

function handlers(
  files: Readonly<Record<string, string>>,
  {
    env = environment,
    given = {},
  }: { env?: Record<string, string>; given?: Parameters<typeof declaredHandlers>[1]['given'] } = {},
) {
  const checked = checkFiles(files)
  expect(checked.problems).toEqual([])
  const log: string[] = []
  const made = declaredHandlers(checked, {
    environment: env,
    given,
    log: ({ level, code, message }) => log.push(`${level} ${code} ${message}`),
  })
  return { ...made, log }
}

const message: OutgoingMessage = {
  to: [{ role: 'leader' }],
  template: 'told',
  body: { 'zh-CN': '好', en: 'Good' },
  instance: 'r-1',
  process: 'repair',
  at: 0,
}

const choosing = `
channels: house
usual: reach
define:
  reach: { kind: first-of, channels: [desk, mail] }
  mail: { kind: mail, from: desk@service.example, smtp: { env: SMTP_URL } }
  desk: { kind: mail, from: desk@service.example, smtp: { env: SMTP_URL } }
`

describe('declared services and channels', () => {
  it('may choose the first of others, wherever those stand and whoever brings them', async () => {
    const sent: string[] = []
    const desk: Channel = {
      obstacle: () => 'no-address',
      send: () => Promise.reject(new Error('It was not to be asked.')),
    }
    const mail: Channel = {
      send: ({ to }) => {
        sent.push(...to.map(({ role }) => role))
        return Promise.resolve({ id: 'm-1' })
      },
    }
    const { channels, log } = handlers({ 'channels.yaml': choosing }, { given: { channels: { desk, mail } } })

    const kept = await channels.get('')?.send(message, anAttempt())

    expect(log).toEqual([])
    expect(sent).toEqual(['leader'])
    expect(kept).toEqual({
      sent: [{ channel: 'mail', to: ['leader'], told: { id: 'm-1' } }],
      passedOver: [{ role: 'leader', channel: 'desk', why: 'no-address' }],
    })
  })

  it('are left out where they choose from one that is not there', () => {
    const { channels, log } = handlers({ 'channels.yaml': choosing }, { env: {} })

    expect([...channels.keys()]).toEqual([])
    expect(log.at(-1)).toContain("The channel 'reach' is not started")
    expect(log.at(-1)).toContain("but 'desk' and 'mail' are not")
  })

  it('are those of the page on channels, the usual one without a name as well', () => {
    const files = { 'channels.yaml': shown('channels.yaml'), 'services.yaml': shown('services.yaml') }
    const { channels, services, usual, log } = handlers(files)

    expect([...channels.keys()]).toEqual(['mail', 'crm', 'technicians', 'desk', 'anybody', ''])
    expect(channels.get('')).toBe(channels.get('mail'))
    expect([...services.keys()]).toEqual(['refund'])
    expect(usual.get('refund')).toEqual({ timeout: 10_000 })
    expect(log).toEqual([])
  })

  it('are left out and named with their variable where the secret is missing or cannot be used', () => {
    const files = { 'channels.yaml': shown('channels.yaml'), 'services.yaml': shown('services.yaml') }
    const env = { ...environment, SMTP_URL: '', REFUND_TOKEN: '', CRM_WEBHOOK_SECRET: 'hunter2' }
    const { channels, services, log } = handlers(files, { env })

    expect([...channels.keys()]).toEqual(['technicians', 'desk'])
    expect([...services.keys()]).toEqual([])
    expect(log).toHaveLength(4)
    expect(log[0]).toMatch(/^warn configuration-invalid .*'refund'.*REFUND_TOKEN/s)
    expect(log[1]).toMatch(/^warn configuration-invalid .*'mail'.*SMTP_URL/s)
    expect(log[2]).toMatch(/^warn configuration-invalid .*'crm'/s)
    expect(log[3]).toMatch(/^warn configuration-invalid .*'anybody'.*but 'mail' is not/s)
    expect(log.join()).not.toContain('hunter2')
  })

  it('give way to what the program brings under the same name', () => {
    const refund = () => Promise.resolve({})
    const mail: Channel = { send: () => Promise.resolve() }
    const files = { 'channels.yaml': shown('channels.yaml'), 'services.yaml': shown('services.yaml') }
    const made = handlers(files, { env: {}, given: { services: { refund }, channels: { mail } } })

    expect(made.services.get('refund')).toBe(refund)
    expect(made.channels.get('mail')).toBe(mail)
    expect(made.channels.get('')).toBe(mail)
    expect(made.usual.size).toBe(0)
  })

  it('are nothing where no file declares any', () => {
    const made = handlers({})

    expect([made.services.size, made.channels.size, made.log]).toEqual([0, 0, []])
  })

  it('ask a service with the secret of the environment, and only where it may be reached', async () => {
    const receiver = await openReceiver(() => ({ body: '{"no":"R-1"}' }))
    const declaring = (allow: string): string => `services: house
${allow}
define:
  refund: { method: POST, url: '${receiver.url}/refunds', auth: { bearer: REFUND_TOKEN }, answer: { receipt: no } }
`
    const open = handlers({ 'services.yaml': declaring('outgoing: { allow: [127.0.0.1] }') })
    const closed = handlers({ 'services.yaml': declaring('') })

    expect(await open.services.get('refund')?.({ amount: 5 }, anAttempt())).toEqual({ receipt: 'R-1' })
    expect(receiver.received).toMatchObject([{ headers: { authorization: 'Bearer t0ken' } }])
    await expect(closed.services.get('refund')?.({ amount: 5 }, anAttempt())).rejects.toMatchObject({
      code: 'address-refused',
    })
  })

  it('say how often and how long a service is asked, where the process says nothing', () => {
    const made = handlers({
      'services.yaml': `services: house
define: { refund: { method: POST, url: 'https://bank.example', timeout: 5 seconds, retry: { maxAttempts: 3 } } }
`,
    })
    const effect = {
      id: 'r-1-e1',
      kind: 'invoke',
      service: 'refund',
      retry: { maxAttempts: 9 },
    } as unknown as EffectRow

    expect(new Lanes(made).completed(effect)).toMatchObject({ timeout: 5000, retry: { maxAttempts: 9 } })
    expect(new Lanes(made).completed({ ...effect, service: 'other' })).not.toHaveProperty('timeout')
  })

  it('tell a refusal of the matter from a failure', async () => {
    const receiver = await openReceiver(() => ({ status: 422, body: '{"detail":"The account is closed."}' }))
    const { services } = handlers({
      'services.yaml': `services: house
outgoing: { allow: [127.0.0.1] }
define: { refund: { method: POST, url: '${receiver.url}', refusals: [422] } }
`,
    })

    await expect(services.get('refund')?.({}, anAttempt())).rejects.toEqual(
      new ServiceRefused('The account is closed.', { code: '422' }),
    )
  })

  it('sign a webhook with both secrets while they are exchanged', async () => {
    const receiver = await openReceiver()
    const secrets = `whsec_${Buffer.alloc(32, 1).toString('base64')}, whsec_${Buffer.alloc(32, 2).toString('base64')}`
    const { channels } = handlers(
      {
        'channels.yaml': `channels: house
outgoing: { allow: [127.0.0.1] }
define: { crm: { kind: webhook, url: '${receiver.url}', secret: { env: CRM }, source: 'https://service.example' } }
`,
      },
      { env: { CRM: secrets } },
    )

    await channels.get('crm')?.send(message, anAttempt())

    expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2)
  })
})
