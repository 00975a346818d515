import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import type { Configuration } from 'openid-client'
import { RequestProblem } from '../http/problem-response.js'
import { claimed, type Claimed } from './claims.js'
import type { ClaimSettings } from './identity-settings.js'
import { clockTolerance, providerAway } from './provider.js'

/** Signatures that are believed: those with a private key only the provider has. `none` and shared secrets are not. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]

/** Milliseconds: how long keys are kept, how often an unknown one is asked for at most, how long is waited for them. */
const keyTimes = { cacheMaxAge: 600_000, cooldownDuration: 30_000, timeoutDuration: 5_000 }

/** Longest token that is looked at, in characters. */
const longestToken = 8_192

/** Finds out who a bearer token of the provider speaks of. */
export type TokenVerifier = (token: string, now: Date) => Promise<Claimed>

/**
 * A verifier for access tokens in JWT form (RFC 9068). The keys are kept and asked for again when one is unknown, so
 * that the provider can change them. It throws `token-invalid`, `token-expired` and `provider-away`.
 */
export function createTokenVerifier(
  discovered: () => Promise<Configuration>,
  { audience, claims }: { readonly audience: string; readonly claims: ClaimSettings },
): TokenVerifier {
  let keys: JWTVerifyGetKey | undefined
  return async (token, currentDate) => {
    if (token.length > longestToken) throw invalid('it is too long')
    const { issuer, jwks_uri: address } = (await discovered()).serverMetadata()
    if (address === undefined) throw providerAway('no jwks_uri')
    keys ??= createRemoteJWKSet(new URL(address), keyTimes)
    const payload = await verified(token, keys, { issuer, audience, currentDate })
    // What signs somebody in to a client is no permission to act.
    if (payload['nonce'] !== undefined) throw invalid('it is an ID token')
    return claimed(payload, claims)
  }
}

/** Whether a text has the form of a signed token. */
export function looksLikeToken(text: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]*$/.test(text)
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  expected: { readonly issuer: string; readonly audience: string; readonly currentDate: Date },
): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      ...expected,
      algorithms,
      clockTolerance,
      requiredClaims: ['exp'],
    })
    const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '')
    if (type !== undefined && type !== 'jwt' && type !== 'at+jwt') throw invalid('it is of another type')
    return payload
  } catch (error) {
    throw problemOf(error)
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof RequestProblem) return error
  if (error instanceof errors.JWTExpired)
    return new RequestProblem(
      'token-expired',
      'Expected a token that is valid now, but this one has expired.',
    )
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalid(`its claim '${error.claim}' does not fit`)
  if (error instanceof errors.JOSEAlgNotAllowed) return invalid('its algorithm is not taken')
  // Of its own, without a kind: the keys could not be fetched.
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return providerAway(error)
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC')
    return invalid('its signature or form is wrong')
  return providerAway(error)
}

function invalid(why: string): RequestProblem {
  return new RequestProblem(
    'token-invalid',
    `Expected an access token of the identity provider for this server, but ${why}.`,
  )
}
