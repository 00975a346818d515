import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mailChannel, type MailOptions } from '../../engine/channels/index.js'
import { smtpConnection } from '../../engine/channels/mail/smtp-server.js'
import { aMessage, anAttempt, certificate, certificateKey, complaintOf, failureOf } from './bench.js'
import { openMailServer, refusal, type MailServer } from './mail-bench.js'

const from = 'After-sales <service@example.cn>'
const channelTo = ({ port }: { port: number }, changes: Partial<MailOptions> = {}) =>
  mailChannel({ from, smtp: { host: '127.0.0.1', port, secure: false }, ...changes })
const header = ({ taken }: MailServer, name: string, mail = 0): readonly string[] | undefined =>
  taken[mail]?.headers[name]

describe('a mail', () => {
  it('goes to the recipient in plain text, in the language on record', async () => {
    const server = await openMailServer()

    const kept = await channelTo(server, { subjectPrefix: '[售后]' }).send(aMessage(), anAttempt())

    expect(server.taken).toMatchObject([
      { from: 'service@example.cn', to: ['lin@example.cn'], text: '案件已逾期。' },
    ])
    expect(header(server, 'subject')).toEqual(['[售后] 逾期'])
    expect(header(server, 'from')).toEqual(['"After-sales" <service@example.cn>'])
    expect(header(server, 'content-type')?.[0]).toMatch(/^text\/plain/)
    expect(header(server, 'auto-submitted')).toEqual(['auto-generated'])
    expect(kept).toEqual({ mails: [{ id: header(server, 'message-id')?.[0], accepted: 1, refused: 0 }] })
  })

  it('is in both languages, Chinese first, where none is on record', async () => {
    const server = await openMailServer()

    await channelTo(server).send(aMessage({ to: [{ role: 'customer', email: 'c@example.cn' }] }), anAttempt())

    expect(header(server, 'subject')).toEqual(['逾期 / Overdue'])
    expect(server.taken[0]?.text).toBe('案件已逾期。\n\nThe case is overdue.')
  })

  it('has the beginning of its body as subject where the template has none', async () => {
    const server = await openMailServer()
    const message = { ...aMessage({ body: { 'zh-CN': '第一行\n第二行', en: 'one\ntwo' } }) }
    Reflect.deleteProperty(message, 'subject')

    await channelTo(server).send(message, anAttempt())

    expect(header(server, 'subject')).toEqual(['第一行'])
  })

  it('has the same id at every attempt, and another for another key', async () => {
    const server = await openMailServer()
    const channel = channelTo(server)

    await channel.send(aMessage(), anAttempt())
    await channel.send(aMessage(), anAttempt({ attempt: 2 }))
    await channel.send(aMessage(), anAttempt({ key: '0198c9d2-e5' }))

    const [first, second, other] = server.taken.map((_, mail) => header(server, 'message-id', mail)?.[0])
    expect(first).toMatch(/^<[0-9a-f]{40}@example\.cn>$/)
    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  it('goes once to each language and side, so that nobody sees the address of another side', async () => {
    const server = await openMailServer()
    const to = [
      { role: 'supervisor', person: 'lin', email: 'lin@example.cn', language: 'zh-CN' as const },
      { role: 'technician', person: 'wu', email: 'wu@example.cn', language: 'zh-CN' as const },
      { role: 'supervisor', person: 'lin', email: 'LIN@example.cn', language: 'zh-CN' as const },
      { role: 'manager', person: 'ann', email: 'ann@example.cn', language: 'en' as const },
      { role: 'factory', party: 'north', email: 'desk@factory.cn', language: 'zh-CN' as const },
      { role: 'customer', email: 'a@example.com', language: 'zh-CN' as const },
      { role: 'customer', email: 'b@example.com', language: 'zh-CN' as const },
      { role: 'service-desk' },
    ]

    const kept = await channelTo(server).send(aMessage({ to }), anAttempt())

    expect(server.taken.map((mail) => mail.to)).toEqual([
      ['lin@example.cn', 'wu@example.cn'],
      ['ann@example.cn'],
      ['desk@factory.cn'],
      ['a@example.com'],
      ['b@example.com'],
    ])
    expect(new Set(server.taken.map((_, mail) => header(server, 'message-id', mail)?.[0])).size).toBe(5)
    expect(kept).toMatchObject({ withoutAddress: ['service-desk'] })
  })

  it('lets no value begin another header, another recipient or another command', async () => {
    const server = await openMailServer()
    const subject = 'Overdue\r\nBcc: victim@example.com\r\n\r\nbody\u2028x'
    const message = aMessage({
      subject: { 'zh-CN': subject, en: subject },
      body: { 'zh-CN': 'before\r\n.\r\nMAIL FROM:<x@y>\r\nafter', en: '' },
      to: [
        {
          role: 'supervisor',
          person: 'lin',
          name: 'Lin"\r\nBcc: victim@example.com, <victim@example.com>',
          email: 'lin@example.cn',
          language: 'zh-CN',
        },
      ],
    })

    await channelTo(server).send(message, anAttempt())

    expect(server.taken).toHaveLength(1)
    expect(server.taken[0]?.to).toEqual(['lin@example.cn'])
    expect(header(server, 'bcc')).toBeUndefined()
    expect(header(server, 'subject')).toEqual(['Overdue Bcc: victim@example.com body x'])
    expect(server.taken[0]?.text).toBe('before\n.\nMAIL FROM:<x@y>\nafter')
    expect(header(server, 'to')).toHaveLength(1)
  })
})

describe('a mail that cannot be delivered', () => {
  it.each([
    [[{ role: 'customer' }], 'no-address'],
    [[{ role: 'customer', email: ' ' }], 'no-address'],
    [[], 'no-address'],
    [[{ role: 'customer', email: 'geheim' }], 'address-invalid'],
    [[{ role: 'customer', email: 'geheim@example.cn, b@example.cn' }], 'address-invalid'],
    [[{ role: 'customer', email: 'geheim@example.cn>\r\nRCPT TO:<b@example.cn' }], 'address-invalid'],
    [[{ role: 'customer', email: '"geheim x"@example.cn' }], 'address-invalid'],
  ])('to %j fails permanently as %s', async (to, code) => {
    const server = await openMailServer()

    const failure = await failureOf(channelTo(server).send(aMessage({ to }), anAttempt()))

    expect(failure).toMatchObject({ code, permanent: true })
    expect(failure.message).not.toContain('geheim')
    expect(server.taken).toEqual([])
  })

  it.each([
    [550, 'receiver-refused', true],
    [552, 'receiver-refused', true],
    [450, 'receiver-failed', false],
    [421, 'receiver-failed', false],
  ])('because the server answers %i fails as %s, permanently: %s', async (status, code, permanent) => {
    const atRecipient = await openMailServer({
      onRcptTo: (_address, _session, callback) => callback(refusal(status, 'no lin@example.cn here')),
    })
    const atContent = await openMailServer({
      onData: (stream, _session, callback) => {
        stream.resume()
        stream.on('end', () => callback(refusal(status, 'no lin@example.cn here')))
      },
    })

    for (const server of [atRecipient, atContent]) {
      const failure = await failureOf(channelTo(server).send(aMessage(), anAttempt()))
      expect(failure).toMatchObject({ code, permanent })
      expect(failure.message).not.toContain('lin@')
      expect(failure.cause).toBeUndefined()
    }
  })

  it('because nobody listens is tried again', async () => {
    const failure = await failureOf(channelTo({ port: 1 }).send(aMessage(), anAttempt()))

    expect(failure).toMatchObject({ code: 'connection-failed', permanent: false })
  })

  it('within the time limit ends, and the line with it', async () => {
    const closed: Promise<void>[] = []
    // Over once the line stands, however long that takes here.
    const limit = new AbortController()
    const silent = createServer((socket) => {
      closed.push(new Promise((resolve) => socket.on('close', () => resolve())))
      socket.on('error', () => undefined).resume()
      limit.abort(new DOMException('The time is over.', 'TimeoutError'))
    })
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())

    const failure = await failureOf(
      channelTo(silent.address() as AddressInfo).send(aMessage(), anAttempt({ signal: limit.signal })),
    )

    expect(failure).toMatchObject({ code: 'timed-out', permanent: false })
    expect(closed).toHaveLength(1)
    await closed[0]
  })

  it('within the time limit ends while the server considers the mail', async () => {
    const server = await openMailServer({ onData: (stream) => void stream.resume() })

    const failure = await failureOf(
      channelTo(server).send(aMessage(), anAttempt({ signal: AbortSignal.timeout(100) })),
    )

    expect(failure).toMatchObject({ code: 'timed-out', permanent: false })
  })

  it('to one of two is sent to the other, and the refusal is counted', async () => {
    const server = await openMailServer({
      onRcptTo: ({ address }, _session, callback) =>
        callback(address.startsWith('gone') ? refusal(550, 'no such user') : null),
    })
    const to = ['gone@example.cn', 'lin@example.cn'].map((email) => ({ role: 'staff', person: email, email }))

    const kept = await channelTo(server).send(aMessage({ to }), anAttempt())

    expect(server.taken.map((mail) => mail.to)).toEqual([['lin@example.cn']])
    expect(kept).toMatchObject({ mails: [{ accepted: 1, refused: 1 }] })
  })

  it('to one of two just now is tried again for both', async () => {
    const server = await openMailServer({
      onRcptTo: ({ address }, _session, callback) =>
        callback(address.startsWith('grey') ? refusal(451, 'come back later') : null),
    })
    const to = ['grey@example.cn', 'lin@example.cn'].map((email) => ({ role: 'staff', person: email, email }))

    const failure = await failureOf(channelTo(server).send(aMessage({ to }), anAttempt()))

    expect(failure).toMatchObject({ code: 'receiver-failed', permanent: false })
  })

  it('to one side is still sent to the others', async () => {
    const server = await openMailServer({
      onRcptTo: ({ address }, _session, callback) =>
        callback(address.startsWith('gone') ? refusal(550, 'no such user') : null),
    })
    const to = ['gone@example.cn', 'b@example.cn'].map((email) => ({ role: 'customer', email }))

    const failure = await failureOf(channelTo(server).send(aMessage({ to }), anAttempt()))

    expect(failure).toMatchObject({ code: 'receiver-refused', permanent: true })
    expect(server.taken.map((mail) => mail.to)).toEqual([['b@example.cn']])
  })
})

describe('the mail server', () => {
  it('is asked with user and password', async () => {
    const seen: unknown[] = []
    const server = await openMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) => {
        seen.push([username, password])
        callback(null, { user: username })
      },
    })

    await channelTo(server, { smtp: `smtp://service:p%40ss@127.0.0.1:${server.port}` }).send(
      aMessage(),
      anAttempt(),
    )

    expect(seen).toEqual([['service', 'p@ss']])
    expect(server.taken).toHaveLength(1)
  })

  it('that does not know the password is no reason to try again', async () => {
    const server = await openMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(refusal(535, 'no')),
    })

    const smtp = { host: '127.0.0.1', port: server.port, secure: false, user: 'service', password: 'geheim' }
    const failure = await failureOf(channelTo(server, { smtp }).send(aMessage(), anAttempt()))

    expect(failure).toMatchObject({ code: 'receiver-refused', permanent: true })
    expect(failure.message).not.toContain('geheim')
  })

  it.each([
    ['from the first byte', true],
    ['begun on the way', false],
  ])('is not trusted with TLS %s under a certificate nobody knows', async (_, secure) => {
    const keys = { cert: certificate, key: certificateKey }
    const server = await openMailServer({ secure, disabledCommands: [], ...keys })

    const smtp = { host: 'localhost', port: server.port, secure }
    const failure = await failureOf(channelTo(server, { smtp }).send(aMessage(), anAttempt()))

    expect(failure).toMatchObject({ code: 'connection-failed', permanent: false })
    expect(server.taken).toEqual([])
  })

  it('gets a password only over TLS, except on this machine', () => {
    const remote = { host: 'mail.example.cn', port: 587, secure: false, user: 'u', password: 'p' }

    expect(smtpConnection(remote)).toMatchObject({ secure: false, requireTLS: true })
    expect(smtpConnection({ ...remote, host: '127.0.0.1' })).toMatchObject({ requireTLS: false })
    expect(smtpConnection('smtps://u:p@mail.example.cn')).toEqual({
      host: 'mail.example.cn',
      port: 465,
      secure: true,
      requireTLS: false,
      auth: { user: 'u', pass: 'p' },
    })
  })
})

describe('the options of the mail channel', () => {
  const smtp = { host: 'mail.example.cn', port: 465, secure: true }

  it.each([
    [{ from: 'nobody', smtp }, "'from'"],
    [{ from: 'a@b.cn, c@d.cn', smtp }, "'from'"],
    [{ from, smtp: { ...smtp, port: 0 } }, "'smtp'"],
    [{ from, smtp: { ...smtp, password: 'geheim' } }, "'smtp'"],
    [{ from, smtp: { ...smtp, tls: { rejectUnauthorized: false } } }, "'smtp'"],
    [{ from, smtp: 'smtp://u:geheim@mail.example.cn?tls.rejectUnauthorized=false' }, "'smtp'"],
    [{ from, smtp: 'https://mail.example.cn' }, "'smtp'"],
    [{ from, smtp, subjectPrefix: 'a\nb' }, "'subjectPrefix'"],
  ])('are refused when wrong, without telling a secret: %j', (options, told) => {
    const complaint = complaintOf(() => mailChannel(options))

    expect(complaint.code).toBe('configuration-invalid')
    expect(complaint.message).toContain(told)
    expect(complaint.message).not.toContain('geheim')
  })
})
