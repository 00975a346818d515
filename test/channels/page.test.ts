import { compileFunction } from 'node:vm'
import { describe, expect, it } from 'vitest'
import * as channels from '../../engine/channels/index.js'
import { fencesOf, readPage } from '../docs/fences.js'
import { aMessage, anAttempt, openReceiver } from './bench.js'

const page = readPage('channels.md')
const example = (file: string): string =>
  fencesOf(page).find(({ marks }) => marks['file'] === file)?.text ?? ''
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const source = 'https://service.example.cn/aftercare'

type IsGenuine = (headers: object, body: string, secret: string, now?: number) => boolean

describe('docs/channels.md', () => {
  it('tells every code of a failure, and whether it is worth another attempt', () => {
    const told = [...page.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| (?:yes|no) \|$/gm)].map(([, code]) => code)

    expect(told).toEqual([...channels.deliveryCodes])
  })

  it('makes channels and a service as its first example does', () => {
    const environment = {
      SMTP_URL: 'smtps://user:password@mail.example.cn',
      CRM_WEBHOOK_SECRET: secret,
      DINGTALK_TOKEN: 'token',
      DINGTALK_SECRET: 'SECsecret',
      WECOM_KEY: 'key',
      REFUND_TOKEN: 'token',
    }
    const program = example('channels.js')
      .replace(/^import .*$/m, '')
      .replaceAll('export const', 'const')
    const names = [...(/^import \{(.*)\}/m.exec(example('channels.js'))?.[1] ?? '').matchAll(/\w+/g)].map(
      ([name]) => name,
    )
    // The example reads the environment of its process, as its service does.
    const before = process.env
    process.env = environment
    try {
      const run = compileFunction(`${program}\nreturn { channels, refund }`, [...names, 'provider']) as (
        ...given: unknown[]
      ) => { channels: object; refund: unknown }
      const made = run(...names.map((name) => channels[name as keyof typeof channels]), {})

      expect(Object.keys(made.channels)).toEqual(['mail', 'crm', 'technicians', 'desk', 'sms'])
      expect(made.refund).toBeTypeOf('function')
    } finally {
      process.env = before
    }
  })

  it('verifies a webhook as its second example does', async () => {
    const { isGenuine } = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(example('verify.js'))}`
    )) as { isGenuine: IsGenuine }
    const receiver = await openReceiver()
    const outgoing = channels.createOutgoing({ allow: ['127.0.0.1'] })
    const older = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

    await channels
      .webhookChannel({ url: receiver.url, secret: [secret, older], source, outgoing })
      .send(aMessage(), anAttempt())

    const { headers, body } = receiver.received[0]!
    const stranger = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
    expect(isGenuine(headers, body, secret)).toBe(true)
    expect(isGenuine(headers, body, older)).toBe(true)
    expect(isGenuine(headers, body, stranger)).toBe(false)
    expect(isGenuine(headers, `${body} `, secret)).toBe(false)
    expect(isGenuine({ ...headers, 'webhook-id': '0198c9d2-e5' }, body, secret)).toBe(false)
    expect(isGenuine(headers, body, secret, Date.now() + 600_000)).toBe(false)
  })

  it('shows the event as it is sent', async () => {
    const receiver = await openReceiver()
    const outgoing = channels.createOutgoing({ allow: ['127.0.0.1'] })

    await channels
      .webhookChannel({ url: receiver.url, secret, source, outgoing })
      .send(aMessage(), anAttempt())

    const shown = fencesOf(page).find(({ language }) => language === 'json')?.text ?? ''
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual(JSON.parse(shown))
  })
})
