import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDoors, told, type Doors } from './open-doors.js'

type Pair = Awaited<ReturnType<typeof generateKeyPair>>

let provider: Server
let issuer = ''
let published: JWK[] = []
let asked = 0
let isAway = false
let doors: Doors
let pair: Pair

const audience = 'https://service.example/api'

beforeAll(async () => {
  provider = createServer((request, response) => {
    if (isAway) {
      response.writeHead(503).end()
      return
    }
    const isKeys = request.url === '/keys'
    if (isKeys) asked += 1
    const body = isKeys
      ? { keys: published }
      : {
          issuer,
          jwks_uri: `${issuer}/keys`,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
        }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  provider.listen(0, '127.0.0.1')
  await once(provider, 'listening')
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  pair = await generateKeyPair('ES256')
  published = [await jwk(pair, 'one')]
  doors = await openDoors({
    provider: {
      ...{ issuer, audience },
      claims: { person: 'employee', roles: 'realm.groups', roleMap: { counter: 'desk', bosses: 'admin' } },
    },
  })
})
afterAll(async () => {
  await doors.close()
  provider.closeAllConnections()
  provider.close()
})
afterEach(() => vi.restoreAllMocks())

async function jwk({ publicKey }: Pair, kid: string): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }
}

interface Made {
  readonly claims?: object
  readonly header?: object
  readonly by?: Pair
  readonly aud?: string
  readonly iss?: string
  readonly from?: number
}

const token = ({ claims = {}, header = {}, by = pair, aud = audience, iss = issuer, from = 0 }: Made = {}) =>
  new SignJWT({ employee: 'wen', realm: { groups: ['counter', 'others'] }, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt', ...header })
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt(Math.floor(doors.clock.now() / 1000) + from)
    .setExpirationTime(Math.floor(doors.clock.now() / 1000) + from + 300)
    .sign(by.privateKey)

const ask = (key: string, headers = {}) => doors.ask('/api/session', { key, headers })

describe('a token of the identity provider', () => {
  it('says who somebody is and which roles they have', async () => {
    const reply = await ask(await token())
    const begun = await doors.ask('/api/instances', {
      key: await token(),
      body: { process: 'enquiry', data: { subject: 'x' } },
    })

    expect(reply.body).toEqual({
      actor: { id: 'wen', roles: ['desk'] },
      by: 'token',
      may: ['note', 'attach'],
    })
    expect(begun.body.createdBy).toBe('wen')
  })

  it('adds to the roles of a person of the organisation, and gives none that are not mapped', async () => {
    const leader = await ask(
      await token({ claims: { employee: 'leader-1', realm: { groups: 'counter admin' } } }),
    )
    const nobody = await ask(await token({ claims: { employee: 'someone', realm: 5 } }))
    const proto = await ask(await token({ claims: { realm: { groups: ['constructor', '__proto__'] } } }))

    expect(leader.body.actor).toEqual({ id: 'leader-1', roles: ['leader', 'desk'] })
    expect([nobody.body.actor.roles, proto.body.actor.roles]).toEqual([[], []])
  })

  it.each<[string, () => Promise<string> | string]>([
    ['of another audience', () => token({ aud: 'https://other.example' })],
    ['of another issuer', () => token({ iss: 'https://other.example' })],
    ['signed with a key of somebody else', async () => token({ by: await generateKeyPair('ES256') })],
    ['without a person', () => token({ claims: { employee: null } })],
    ['with an id of the engine’s own', () => token({ claims: { employee: '@timer' } })],
    ['for signing in (an ID token)', () => token({ claims: { nonce: 'n' } })],
    ['of another type', () => token({ header: { typ: 'logout+jwt' } })],
    ['that is not valid yet', () => token({ claims: { nbf: Math.floor(doors.clock.now() / 1000) + 3600 } })],
    ['that is longer than any', () => token({ claims: { filler: 'x'.repeat(9_000) } })],
    [
      'that was changed',
      async () => swapped(await token(), { employee: 'ada', realm: { groups: ['bosses'] } }),
    ],
    ['with alg none', async () => unsigned(await token())],
    ['signed with the public key as a shared secret', () => symmetric()],
  ])('is refused %s', async (_what, make) => {
    const reply = await ask(await make())

    expect(told(reply)).toBe('401 token-invalid')
  })

  it('is refused once it has expired, but for the difference of clocks', async () => {
    expect(told(await ask(await token({ from: -301 })))).toBe('200')
    expect(told(await ask(await token({ from: -400 })))).toBe('401 token-expired')
  })

  it('needs an expiry', async () => {
    const endless = await new SignJWT({ employee: 'wen' })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(issuer)
      .setAudience(audience)
      .sign(pair.privateKey)

    expect(told(await ask(endless))).toBe('401 token-invalid')
  })

  it('acts for nobody', async () => {
    const reply = await ask(await token(), { 'Aftercare-Acting-For': 'desk-1' })

    expect(told(reply)).toBe('403 cannot-act-for')
  })

  it('goes on beside keys', async () => {
    const { key } = await doors.key('beside', ['desk'])

    expect((await ask(key)).body.by).toBe('key')
    expect(told(await ask('nothing'))).toBe('401 not-authenticated')
  })
})

describe('the keys of the provider', () => {
  it('are asked for once, and again when one is new, though not for every one that is made up', async () => {
    await ask(await token())
    const before = asked
    const next = await generateKeyPair('ES256')
    published = [await jwk(pair, 'one'), await jwk(next, 'two')]
    const made = { by: next, header: { kid: 'two' } }
    // Within half a minute of the last time an unknown key is not asked for.
    const early = await ask(await token(made))
    const later = Date.now() + 31_000
    vi.spyOn(Date, 'now').mockImplementation(() => later)
    const turned = await ask(await token(made))
    const old = await ask(await token())
    for (let count = 0; count < 3; count += 1) await ask(await token({ header: { kid: `made-up-${count}` } }))

    expect(told(early)).toBe('401 token-invalid')
    expect([told(turned), told(old)]).toEqual(['200', '200'])
    expect(asked).toBe(before + 1)
  })

  it('that are gone open nothing more', async () => {
    published = [await jwk(await generateKeyPair('ES256'), 'three')]
    const later = Date.now() + 3_600_000
    vi.spyOn(Date, 'now').mockImplementation(() => later)

    expect(told(await ask(await token()))).toBe('401 token-invalid')
  })

  it('are missed in plain words while the provider is away, and looked for again', async () => {
    const fresh = await openDoors({ provider: { issuer, audience, claims: { person: 'employee' } } })
    published = [await jwk(pair, 'one')]
    isAway = true
    const away = await fresh.ask('/api/session', { key: await token() })
    isAway = false
    const back = await fresh.ask('/api/session', { key: await token() })
    await fresh.close()

    expect(told(away)).toBe('503 provider-away')
    expect(JSON.stringify(away.body)).not.toContain(issuer)
    expect(back.body.actor).toEqual({ id: 'wen', roles: [] })
  })
})

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function swapped(made: string, claims: object): string {
  const [header = '', payload = '', signature = ''] = made.split('.')
  const before = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  return [header, part({ ...before, ...claims }), signature].join('.')
}

function unsigned(made: string): string {
  const [, payload = ''] = made.split('.')
  return `${part({ alg: 'none', typ: 'at+jwt' })}.${payload}.`
}

async function symmetric(): Promise<string> {
  const secret = new TextEncoder().encode(JSON.stringify(published[0]))
  return new SignJWT({ employee: 'wen' })
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('5m')
    .sign(secret)
}
