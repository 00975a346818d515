import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Browser, minute, openDoors, told, type Doors, type Reply } from './open-doors.js'

const client = { clientId: 'aftercare', clientSecret: 'a-secret-of-the-two', scope: 'openid profile' }

let house: Server
let issuer = ''
let doors: Doors

/** A real provider: whoever comes is asked for a name, and groups are told by the name. */
beforeAll(async () => {
  house = createServer()
  house.listen(0, '127.0.0.1')
  await once(house, 'listening')
  issuer = `http://127.0.0.1:${(house.address() as AddressInfo).port}`
  doors = await openDoors({
    provider: {
      issuer,
      signIn: client,
      claims: { person: 'sub', roles: 'groups', roleMap: { boss: 'admin' } },
    },
  })
  // It says on the console that its forms are not for production.
  for (const level of ['warn', 'info'] as const) vi.spyOn(console, level).mockImplementation(() => undefined)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${doors.url}/sign-in/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'groups'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['only-for-this-test'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, groups: id === 'leader-1' ? ['boss'] : [] }),
    }),
  })
  const handle = provider.callback()
  house.on('request', (request, response) => void handle(request, response))
})
afterAll(async () => {
  await doors.close()
  house.closeAllConnections()
  house.close()
  vi.restoreAllMocks()
})

/** Goes through the forms of the provider as somebody; gives the address it sends the browser back to. */
async function throughProvider(start: string, name: string): Promise<string> {
  const jar = new Map<string, string>()
  let address = start
  let body: string | undefined
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: {
        Cookie: [...jar].map((one) => one.join('=')).join('; '),
        ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(key, value)
    }
    const text = await response.text()
    const next = response.headers.get('Location')
    if (next?.startsWith(doors.url)) return next
    const [, action] = /<form[^>]+action="([^"]+)"/.exec(text) ?? []
    const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(text) ?? []
    body = next === null ? new URLSearchParams({ prompt, login: name, password: 'x' }).toString() : undefined
    address = new URL(next ?? action ?? '', address).href
  }
  throw new Error('Expected to come back from the provider, but did not.')
}

const pathOf = (address: string): string => address.slice(doors.url.length)
const begin = async (browser: Browser, query = ''): Promise<string> => {
  const reply = await browser.go(`/sign-in${query}`)
  expect(reply.status).toBe(302)
  return String(reply.headers.get('Location'))
}
/** What a browser does that is sent here by another site. */
const land = (browser: Browser, address: string): Promise<Reply> =>
  browser.go(pathOf(address), { headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' } })

/** A request line with a whole address in it, as for a proxy; `fetch` sends none. */
async function askByAddress(address: string, cookie: string): Promise<{ status: number; code?: string }> {
  const { hostname, port } = new URL(doors.url)
  const sent = request({ ...{ hostname, port, path: address }, headers: { Cookie: cookie } })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  const { code } = (text.startsWith('{') ? JSON.parse(text) : {}) as { code?: string }
  return { status: response.statusCode ?? 0, ...(code !== undefined && { code }) }
}

describe('signing in at an identity provider', () => {
  it('is a code flow with PKCE, state and nonce, that ends in a session', async () => {
    const browser = new Browser(doors)
    const away = new URL(await begin(browser, '?returnTo=%2Ftasks%3Fmine%3Dtrue'))
    const back = await land(browser, await throughProvider(away.href, 'leader-1'))
    const self = await browser.go('/api/session')

    expect(away.origin).toBe(issuer)
    expect(Object.fromEntries(away.searchParams)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', client_id: 'aftercare' },
      redirect_uri: `${doors.url}/sign-in/callback`,
    })
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(away.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
    expect([back.status, back.headers.get('Location')]).toEqual([303, '/tasks?mine=true'])
    // The person's own role, and the one the provider told.
    expect(self.body).toMatchObject({
      actor: { id: 'leader-1', roles: ['leader', 'admin'] },
      ...{ by: 'session', session: { by: 'provider' } },
    })
    // What was remembered of the sign-in is gone.
    expect([...browser.jar.keys()]).toEqual(['aftercare-loopback'])
  })

  it('leaves nothing to the browser that could sign it in again', async () => {
    const browser = new Browser(doors)
    const address = await throughProvider(await begin(browser), 'desk-1')
    const kept = new Map(browser.jar)
    const first = await land(browser, address)
    const again = await land(browser, address)
    const thief = new Browser(doors)
    for (const [name, value] of kept) thief.jar.set(name, value)
    // Even with the cookie of that sign-in: a code is taken once.
    const stolen = await land(thief, address)

    expect([told(first), told(again), told(stolen)]).toEqual([
      ...['303', '403 sign-in-failed', '403 sign-in-failed'],
    ])
    expect(stolen.cookies.some((cookie) => /^aftercare-loopback=[\w-]+/.test(cookie))).toBe(false)
  })

  it('is refused to a browser that did not begin it, and with a state of another', async () => {
    const [attacker, victim] = [new Browser(doors), new Browser(doors)]
    const address = await throughProvider(await begin(attacker), 'desk-1')
    const bare = await land(victim, address)
    await begin(victim)
    const mixed = await land(victim, address)

    expect([told(bare), told(mixed)]).toEqual(['403 sign-in-failed', '403 sign-in-failed'])
    expect(victim.jar.has('aftercare-loopback')).toBe(false)
  })

  it('reads of a request line the query alone, whatever address stands there', async () => {
    const cookie = `aftercare-loopback-sign-in=${Buffer.from(
      JSON.stringify({ state: 'a', nonce: 'b', verifier: 'c', returnTo: '/', until: doors.clock.now() + 1 }),
    ).toString('base64url')}`
    const browser = new Browser(doors)
    const { search } = new URL(await throughProvider(await begin(browser), 'desk-1'))

    const unreadable = await askByAddress('http://a:99999/sign-in/callback', cookie)
    const moved = await askByAddress(`http://elsewhere.example/sign-in/callback${search}`, browser.cookie)

    expect(unreadable).toEqual({ status: 403, code: 'sign-in-failed' })
    // The address the code was asked for is still the one it is redeemed with.
    expect(moved).toEqual({ status: 303 })
  })

  it('is refused when it took too long, when the provider refused, and when nonsense comes back', async () => {
    const late = new Browser(doors)
    const address = await throughProvider(await begin(late), 'desk-1')
    const refused = new Browser(doors)
    const state = new URL(await begin(refused)).searchParams.get('state')
    const iss = encodeURIComponent(issuer)
    const denied = await land(
      refused,
      `${doors.url}/sign-in/callback?error=access_denied&state=${state}&iss=${iss}`,
    )
    const odd = new Browser(doors)
    await begin(odd)
    const nonsense = await land(odd, `${doors.url}/sign-in/callback`)
    doors.clock.moveTo(doors.clock.now() + 11 * minute)

    expect([told(denied), told(nonsense)]).toEqual(['403 sign-in-failed', '403 sign-in-failed'])
    expect(denied.body.detail).toContain('access_denied')
    expect(told(await land(late, address))).toBe('403 sign-in-failed')
  })

  it.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'tasks',
    '/a\\b',
    '/a%0Ab'.replace('%0A', '\n'),
  ])('leads nowhere but to this server: %j', async (returnTo) => {
    const reply = await doors.ask(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`)

    expect(told(reply)).toBe('422 request-invalid')
  })

  it('ends the session the browser had', async () => {
    const browser = new Browser(doors)
    await browser.signIn((await doors.key('dora', ['desk'])).key)
    const before = browser.cookie
    await land(browser, await throughProvider(await begin(browser), 'desk-1'))

    expect((await browser.go('/api/session')).body.actor.id).toBe('desk-1')
    expect(told(await doors.ask('/api/session', { cookie: before }))).toBe('401 session-ended')
  })

  it('is not there where no provider is configured, and told when it is away', async () => {
    const without = await openDoors()
    const none = await without.ask('/sign-in')
    await without.close()
    const silent = await openDoors({
      provider: { issuer: 'http://127.0.0.1:9', signIn: client, claims: { person: 'sub' } },
    })
    const away = await silent.ask('/sign-in')
    await silent.close()

    expect([told(none), told(away)]).toEqual(['404 route-unknown', '503 provider-away'])
  })
})
