import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import type { VirtualClock } from '../../../engine/index.js'
import type { ProviderSettings } from '../../../server/identity/index.js'

interface SignedInThere {
  readonly nonce: string
  readonly person: string
}

/** An identity provider on this machine, whose tokens the server takes, and tokens that look like them. */
export interface Issuer {
  /** What a server has to be told of it. */
  readonly settings: ProviderSettings
  /** What it sends a browser back with where this person has signed in. */
  codeFor(signIn: SignedInThere): string
  /** Tokens that open nothing, by what is wrong with them. Each names an admin. */
  readonly forged: ReadonlyMap<string, string>
  /** One that is good, of an admin. */
  readonly good: string
  close(): Promise<void>
}

const audience = 'https://service.example/api'
const client = 'aftercare'
const roles = ['admin']

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']

interface Provider {
  readonly issuer: string
  readonly keys: readonly object[]
  readonly sign: (claims: object) => Promise<string>
}

/** What the provider says about itself, its keys, or the tokens for a code, which names whoever has signed in. */
async function answerTo(request: IncomingMessage, { issuer, keys, sign }: Provider): Promise<object> {
  if (request.url === '/keys') return { keys }
  if (request.url !== '/token')
    return {
      ...{ issuer, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['ES256'] },
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
    }
  const code = new URLSearchParams(await text(request)).get('code') ?? ''
  const { nonce, person } = JSON.parse(Buffer.from(code, 'base64url').toString()) as SignedInThere
  const idToken = await sign({ iss: issuer, aud: client, sub: person, nonce, roles })
  return { access_token: 'of no use here', token_type: 'bearer', id_token: idToken }
}

/** The server looks at these by the clock of the machine. */
const signed = (claims: object, key: PrivateKey): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(key)

/** Makes one whose tokens are of the time of this clock. */
export async function openIssuer(clock: VirtualClock): Promise<Issuer> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }]
  let issuer = ''
  const server = createServer((request, response) => {
    const tell = (status: number, body: object): unknown =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const sign = (claims: object): Promise<string> => signed(claims, pair.privateKey)
    answerTo(request, { issuer, keys, sign }).then(
      (body) => tell(200, body),
      // A code that was spoiled on its way.
      () => tell(400, { error: 'invalid_grant' }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const from = Math.floor(clock.now() / 1000)
  const token = ({ sub = 'ada', aud = audience, iss = issuer, expires = 86_400 } = {}): SignJWT =>
    new SignJWT({ sub, roles })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt(from + Math.min(0, expires - 60))
      .setExpirationTime(from + expires)
  const other = await generateKeyPair('ES256')
  const valid = await token().sign(pair.privateKey)
  const [, claims = ''] = valid.split('.')
  const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey))
  const shared = new SignJWT({ sub: 'ada', roles })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(from + 86_400)
  return {
    settings: {
      ...{ issuer, audience, signIn: { clientId: client, scope: 'openid' } },
      claims: { person: 'sub', roles: 'roles' },
    },
    codeFor: part,
    forged: new Map([
      ['alg none', `${part({ alg: 'none', typ: 'at+jwt' })}.${claims}.`],
      [
        'alg None with a signature',
        `${part({ alg: 'None', typ: 'at+jwt' })}.${claims}.${valid.split('.')[2]}`,
      ],
      ['another key', await token().sign(other.privateKey)],
      ['expired', await token({ expires: -3600 }).sign(pair.privateKey)],
      ['another audience', await token({ aud: 'https://other.example' }).sign(pair.privateKey)],
      ['another issuer', await token({ iss: 'https://other.example' }).sign(pair.privateKey)],
      [
        'public key as a secret',
        await shared.setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' }).sign(secret),
      ],
      ['cut short', valid.slice(0, -8)],
    ]),
    good: await token().sign(pair.privateKey),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
