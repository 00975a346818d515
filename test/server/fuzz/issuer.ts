import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import type { VirtualClock } from '../../../engine/index.js'

/** An identity provider on this machine, whose tokens the server takes, and tokens that look like them. */
export interface Issuer {
  readonly issuer: string
  readonly audience: string
  /** Tokens that open nothing, by what is wrong with them. Each names an admin. */
  readonly forged: ReadonlyMap<string, string>
  /** One that is good, for a person without roles. */
  readonly good: string
  close(): Promise<void>
}

const audience = 'https://service.example/api'

/** Makes one whose tokens are of the time of this clock. */
export async function openIssuer(clock: VirtualClock): Promise<Issuer> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }]
  let issuer = ''
  const server = createServer((request, response) => {
    const body =
      request.url === '/keys'
        ? { keys }
        : {
            issuer,
            jwks_uri: `${issuer}/keys`,
            authorization_endpoint: `${issuer}/auth`,
            token_endpoint: `${issuer}/token`,
          }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const from = Math.floor(clock.now() / 1000)
  const token = ({ sub = 'ada', aud = audience, iss = issuer, expires = 86_400 } = {}): SignJWT =>
    new SignJWT({ sub, roles: ['admin'] })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt(from + Math.min(0, expires - 60))
      .setExpirationTime(from + expires)
  const other = await generateKeyPair('ES256')
  const valid = await token().sign(pair.privateKey)
  const [, claims = ''] = valid.split('.')
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey))
  const shared = new SignJWT({ sub: 'ada' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(from + 86_400)
  return {
    ...{ issuer, audience },
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
    good: await token({ sub: 'no-one' }).sign(pair.privateKey),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
