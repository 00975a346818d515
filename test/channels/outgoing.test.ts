import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createOutgoing, type OutgoingOptions, type OutgoingRequest } from '../../engine/channels/index.js'
import { certificate, complaintOf, failureOf, openReceiver } from './bench.js'

const never = new AbortController().signal
const here = { allow: ['127.0.0.1'] }
const post = (changes: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  body: '{"a":1}',
  signal: never,
  ...changes,
})
const get = (changes: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  signal: never,
  ...changes,
})
/** A resolver that answers its lists in turn, and notes what it was asked. */
function resolver(...answers: string[][]) {
  const asked: string[] = []
  const resolve = (hostname: string) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? []
    asked.push(hostname)
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
  }
  return { asked, resolve }
}

describe('what may be reached', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://2130706433:1/',
    'http://0x7f000001:1/',
    'http://0177.0.0.1:1/',
    'http://127.1:1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://[64:ff9b::7f00:1]:1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://user:secret@example.cn/',
    'ftp://example.cn/',
    'file:///etc/passwd',
    'no address',
  ])('refuses %s', async (url) => {
    const failure = await failureOf(createOutgoing().request(url, get()))

    expect(failure).toMatchObject({ code: 'address-refused', permanent: true })
    expect(failure.message).not.toContain('secret')
  })

  it('refuses a name of which only one address is private, and connects to none', async () => {
    const receiver = await openReceiver()
    const { resolve } = resolver(['8.8.8.8', '127.0.0.1'])

    const failure = await failureOf(
      createOutgoing({ resolve }).request(`http://crm.example.cn:${receiver.port}/`, get()),
    )

    expect(failure).toMatchObject({ code: 'address-refused', permanent: true })
    expect(receiver.received).toEqual([])
  })

  it.each([
    ['a name', ['crm.example.cn']],
    ['a name with its port', ['crm.example.cn:PORT']],
    ['a range', ['127.0.0.0/8']],
    ['an address', ['127.0.0.1']],
  ])('reaches a private address allowed by %s', async (_, allow) => {
    const receiver = await openReceiver(() => ({ body: 'here' }))
    const { resolve } = resolver(['127.0.0.1'])
    const outgoing = createOutgoing({
      resolve,
      allow: allow.map((entry) => entry.replace('PORT', String(receiver.port))),
    })

    const answer = await outgoing.request(`http://crm.example.cn:${receiver.port}/x?y=1`, post())

    expect(answer).toMatchObject({ status: 200, body: 'here' })
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        path: '/x?y=1',
        body: '{"a":1}',
        headers: { host: `crm.example.cn:${receiver.port}` },
      },
    ])
  })

  it('connects to the address that was checked, whatever the name stands for a moment later', async () => {
    // Listens on every address, so that the second one could be reached as well.
    const receiver = await openReceiver(undefined, { host: '0.0.0.0' })
    const { asked, resolve } = resolver(['127.0.0.1'], ['127.0.0.2'])

    await createOutgoing({ resolve, ...here }).request(`http://crm.example.cn:${receiver.port}/`, get())

    expect(asked).toEqual(['crm.example.cn'])
    expect(receiver.received.map(({ localAddress }) => localAddress)).toEqual(['127.0.0.1'])
  })

  it('refuses the second request when the name stands for another address by then', async () => {
    const receiver = await openReceiver(undefined, { host: '0.0.0.0' })
    const { resolve } = resolver(['127.0.0.1'], ['127.0.0.2'])
    const outgoing = createOutgoing({ resolve, ...here })
    const url = `http://crm.example.cn:${receiver.port}/`

    await outgoing.request(url, get())
    const failure = await failureOf(outgoing.request(url, get()))

    expect(failure.code).toBe('address-refused')
    expect(receiver.received).toHaveLength(1)
  })

  it('asks no proxy of the environment', async () => {
    const receiver = await openReceiver()
    const proxy = await openReceiver()
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) process.env[name] = proxy.url
    process.env['NODE_USE_ENV_PROXY'] = '1'
    onTestFinished(() => {
      for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'])
        Reflect.deleteProperty(process.env, name)
    })

    await createOutgoing(here).request(receiver.url, get())

    expect([receiver.received.length, proxy.received.length]).toEqual([1, 0])
  })
})

describe('redirects', () => {
  it('checks every hop anew', async () => {
    const inner = await openReceiver()
    const outer = await openReceiver(() => ({
      status: 307,
      headers: { location: `http://metadata.example.cn:${inner.port}/` },
    }))
    const { asked, resolve } = resolver(['127.0.0.1'], ['127.0.0.2'])

    const failure = await failureOf(
      createOutgoing({ resolve, ...here }).request(`http://crm.example.cn:${outer.port}/`, get()),
    )

    expect(failure).toMatchObject({ code: 'address-refused', permanent: true })
    expect(asked).toEqual(['crm.example.cn', 'metadata.example.cn'])
    expect(inner.received).toEqual([])
  })

  it.each([307, 308])('keeps method, content and headers after %i within the origin', async (status) => {
    const receiver = await openReceiver(({ path }) =>
      path === '/old' ? { status, headers: { location: '/new' } } : { body: 'moved' },
    )

    const answer = await createOutgoing(here).request(
      `${receiver.url}/old`,
      post({ headers: { authorization: 'Bearer t', 'webhook-signature': 'v1,x' } }),
    )

    expect(answer.body).toBe('moved')
    expect(receiver.received[1]).toMatchObject({
      method: 'POST',
      path: '/new',
      body: '{"a":1}',
      headers: { authorization: 'Bearer t', 'webhook-signature': 'v1,x' },
    })
  })

  it('shows secrets, signatures and keys to no other origin', async () => {
    const other = await openReceiver()
    const receiver = await openReceiver(() => ({ status: 307, headers: { location: other.url } }))
    const headers = {
      authorization: 'Bearer t',
      'webhook-signature': 'v1,x',
      'x-api-key': 'k',
      cookie: 'c=1',
      'content-type': 'application/json',
    }

    await createOutgoing(here).request(receiver.url, post({ headers }))

    const [taken] = other.received
    expect(taken).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    })
    expect(Object.keys(taken?.headers ?? {}).sort()).toEqual(
      ['accept-encoding', 'connection', 'content-length', 'content-type', 'host', 'user-agent'].sort(),
    )
  })

  it('does not leave the origin where the request is worth nothing elsewhere', async () => {
    const other = await openReceiver()
    const receiver = await openReceiver(() => ({ status: 308, headers: { location: other.url } }))

    const failure = await failureOf(createOutgoing(here).request(receiver.url, post({ sameOrigin: true })))

    expect(failure).toMatchObject({ code: 'redirected', permanent: true })
    expect(other.received).toEqual([])
  })

  it.each([301, 302, 303])('does not turn a POST into a GET after %i', async (status) => {
    const receiver = await openReceiver(() => ({ status, headers: { location: '/else' } }))

    const failure = await failureOf(createOutgoing(here).request(receiver.url, post()))

    expect(failure).toMatchObject({ code: 'redirected', permanent: true })
    expect(receiver.received).toHaveLength(1)
  })

  it('follows a GET three times and no more', async () => {
    const receiver = await openReceiver(({ path }) => {
      const left = Number(path.slice(1))
      return left === 0 ? { body: 'arrived' } : { status: 302, headers: { location: `/${left - 1}` } }
    })
    const outgoing = createOutgoing(here)

    expect((await outgoing.request(`${receiver.url}/3`, get())).body).toBe('arrived')
    expect(await failureOf(outgoing.request(`${receiver.url}/4`, get()))).toMatchObject({
      code: 'redirected',
      permanent: true,
    })
  })

  it('does not leave TLS', async () => {
    const plain = await openReceiver()
    const receiver = await openReceiver(() => ({ status: 307, headers: { location: plain.url } }), {
      tls: true,
    })
    const outgoing = createOutgoing({ allow: ['localhost', '127.0.0.1'], ca: certificate })

    const failure = await failureOf(outgoing.request(receiver.url, get()))

    expect(failure).toMatchObject({ code: 'redirected', permanent: true })
    expect(plain.received).toEqual([])
  })
})

describe('limits', () => {
  it('reads an answer of exactly the largest size, and none beyond it', async () => {
    const receiver = await openReceiver(({ path }) => ({ body: Buffer.alloc(Number(path.slice(1)), 'x') }))
    const outgoing = createOutgoing({ ...here, maxAnswer: 100_000 })

    expect((await outgoing.request(`${receiver.url}/100000`, get())).body).toHaveLength(100_000)
    expect(await failureOf(outgoing.request(`${receiver.url}/100001`, get()))).toMatchObject({
      code: 'answer-too-large',
      permanent: true,
    })
  })

  it('leaves an answer unread that nobody wants', async () => {
    const receiver = await openReceiver(() => ({ body: Buffer.alloc(5_000_000) }))

    const answer = await createOutgoing(here).request(receiver.url, get({ ignoreAnswer: true }))

    expect(answer).toMatchObject({ status: 200, body: '' })
  })

  it.each([
    ['the time limit', () => AbortSignal.timeout(50), 'timed-out'],
    ['a cancellation', () => AbortSignal.abort(new Error('visit over')), 'cancelled'],
  ])('ends with %s while the receiver says nothing', async (_, signal, code) => {
    const receiver = await openReceiver(() => undefined)

    const failure = await failureOf(createOutgoing(here).request(receiver.url, get({ signal: signal() })))

    expect(failure).toMatchObject({ code, permanent: false })
  })

  it('ends with its own limit when the signal never comes', async () => {
    const receiver = await openReceiver(() => undefined)

    const failure = await failureOf(createOutgoing({ ...here, timeout: 50 }).request(receiver.url, get()))

    expect(failure).toMatchObject({ code: 'timed-out', permanent: false })
  })

  it('ends with the time limit while the name server says nothing', async () => {
    const outgoing = createOutgoing({ resolve: () => new Promise(() => undefined) })

    const failure = await failureOf(
      outgoing.request('http://crm.example.cn/', get({ signal: AbortSignal.timeout(50) })),
    )

    expect(failure).toMatchObject({ code: 'timed-out', permanent: false })
  })

  it('does not wait for a TLS handshake that never comes', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as AddressInfo

    const failure = await failureOf(
      createOutgoing({ ...here, connectTimeout: 50 }).request(`https://127.0.0.1:${port}/`, get()),
    )

    expect(failure).toMatchObject({ code: 'timed-out', permanent: false })
  })

  it('takes an answer that breaks off for no answer', async () => {
    const receiver = await openReceiver(() => ({
      headers: { 'content-length': '100' },
      body: 'half',
      breaksOff: true,
    }))

    const failure = await failureOf(createOutgoing(here).request(receiver.url, get()))

    expect(failure).toMatchObject({ code: 'connection-failed', permanent: false })
  })
})

describe('failures of the network', () => {
  it('tries again later when nobody listens', async () => {
    const failure = await failureOf(createOutgoing(here).request('http://127.0.0.1:1/', get()))

    expect(failure).toMatchObject({ code: 'connection-failed', permanent: false })
    expect(failure.message).toContain('ECONNREFUSED')
  })

  it('tries again later when the name is not known', async () => {
    const lost = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    const outgoing = createOutgoing({ resolve: () => Promise.reject(lost) })

    expect(await failureOf(outgoing.request('http://crm.example.cn/', get()))).toMatchObject({
      code: 'host-unknown',
      permanent: false,
    })
  })

  it('verifies certificates, even where the environment turns that off', async () => {
    const receiver = await openReceiver(() => ({ body: 'secret' }), { tls: true })
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    onTestFinished(() => {
      if (before === undefined) Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED')
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    })
    const allow = ['localhost']

    expect(await failureOf(createOutgoing({ allow }).request(receiver.url, get()))).toMatchObject({
      code: 'connection-failed',
      permanent: false,
    })
    expect((await createOutgoing({ allow, ca: certificate }).request(receiver.url, get())).body).toBe(
      'secret',
    )
  })

  it('verifies the certificate for the name, though it connects to an address', async () => {
    const receiver = await openReceiver(() => ({}), { tls: true })
    const { resolve } = resolver(['127.0.0.1'])
    const outgoing = createOutgoing({ ...here, resolve, ca: certificate })

    expect((await outgoing.request(`https://receiver.example.cn:${receiver.port}/`, get())).status).toBe(200)
    expect(
      await failureOf(outgoing.request(`https://other.example.cn:${receiver.port}/`, get())),
    ).toMatchObject({
      code: 'connection-failed',
    })
  })

  it('tells no path and no query of the address', async () => {
    const failure = await failureOf(
      createOutgoing(here).request('http://127.0.0.1:1/hook/s3cret?token=s3cret', get()),
    )

    expect(failure.message).not.toContain('s3cret')
    expect(failure.cause).toBeUndefined()
  })
})

describe('the options of outgoing requests', () => {
  it.each([
    [{ allow: '10.0.0.0/8' }, "'allow'"],
    [{ maxRedirects: -1 }, "'maxRedirects'"],
    [{ maxAnswer: 0 }, "'maxAnswer'"],
    [{ timeout: '30s' }, "'timeout'"],
    [{ maxRedirect: 1 }, "Did you mean 'maxRedirects'?"],
  ])('are refused when wrong: %j', (options, told) => {
    const complaint = complaintOf(() => createOutgoing(options as unknown as OutgoingOptions))

    expect(complaint.code).toBe('configuration-invalid')
    expect(complaint.message).toContain(told)
  })
})
