import type { Request, Response } from 'express'
import * as client from 'openid-client'
import { RequestProblem } from '../http/problem-response.js'
import type { Doors } from './authenticate.js'
import { afterSignIn, signIn } from './browser-sign-in.js'
import { claimed } from './claims.js'
import { readCookie, setCookie } from './cookies.js'
import type { ProviderSettings } from './identity-settings.js'
import { expectOwnOrigin } from './own-origin.js'
import { providerAway } from './provider.js'

/** How long somebody may take at the provider, in milliseconds. */
const patience = 600_000

/** Where the provider sends the browser back to. */
const callbackPath = '/sign-in/callback'

/** What is remembered of a sign-in under way: in a cookie of the browser that began it, so that no other can end it. */
interface UnderWay {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  readonly until: number
}

/** Signing in at the provider: code flow with PKCE, `state` and `nonce`. */
export interface ProviderSignIn {
  /** Sends the browser to the provider; afterwards it comes to `returnTo`, a path of this server. */
  begin(request: Request, response: Response, returnTo: string | undefined): Promise<void>
  /** Takes the browser back. Throws `sign-in-failed` for what this browser has not begun, or the provider refused. */
  complete(request: Request, response: Response): Promise<void>
}

export function createProviderSignIn(
  doors: Doors,
  settings: ProviderSettings,
  discovered: () => Promise<client.Configuration>,
): ProviderSignIn {
  return {
    async begin(request, response, returnTo = request.baseUrl + afterSignIn) {
      const { origin, transport } = expectOwnOrigin(request, doors.url)
      expectPath(returnTo)
      const config = await discovered()
      const underWay: UnderWay = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        returnTo,
        until: doors.engine.now() + patience,
      }
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: origin + request.baseUrl + callbackPath,
        scope: settings.signIn?.scope ?? 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
        state: underWay.state,
        nonce: underWay.nonce,
      })
      const value = Buffer.from(JSON.stringify(underWay)).toString('base64url')
      setCookie(response, 'sign-in', { value, seconds: patience / 1_000, transport })
      response.redirect(302, address.href)
    },
    async complete(request, response) {
      const { origin, transport } = expectOwnOrigin(request, doors.url)
      const underWay = underWayOf(readCookie(request, 'sign-in', transport), doors.engine.now())
      // Whatever comes of it, it is over.
      setCookie(response, 'sign-in', { value: '', seconds: 0, transport })
      try {
        const claims = await exchange(await discovered(), calledBack(request, origin), underWay)
        const { person, roles } = claimed(claims, settings.claims)
        await signIn(doors, { request, response }, { by: 'provider', person, roles })
      } catch (error) {
        if (error instanceof RequestProblem && error.code !== 'provider-away')
          await doors.limits.countFailure(request, response)
        throw error
      }
      response.redirect(303, underWay.returnTo)
    },
  }
}

/** The address the provider called, at our own origin: a request line may name any other, or none that can be read. */
function calledBack(request: Request, origin: string): URL {
  const address = new URL(origin + request.baseUrl + callbackPath)
  const [, query = ''] = /\?([^#]*)/.exec(request.originalUrl) ?? []
  address.search = query
  return address
}

async function exchange(
  config: client.Configuration,
  current: URL,
  { state, nonce, verifier }: UnderWay,
): Promise<client.IDToken> {
  try {
    const tokens = await client.authorizationCodeGrant(config, current, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims) return claims
  } catch (error) {
    throw problemOf(error)
  }
  throw failed('the provider told nothing about the person')
}

function problemOf(error: unknown): RequestProblem {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return failed(`the provider answered '${error.error.replace(/[^a-z_]/g, '').slice(0, 60)}'`)
  const code = error instanceof client.ClientError ? error.code : undefined
  if (error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM')
    return providerAway(error)
  return failed('what came back does not belong to what was begun')
}

function underWayOf(cookie: string | undefined, now: number): UnderWay {
  const found = cookie === undefined ? undefined : parsed(cookie)
  if (!found) throw failed('this browser has not begun to sign in, or more than ten minutes ago')
  if (found.until <= now) throw failed('it was begun more than ten minutes ago')
  expectPath(found.returnTo)
  return found
}

function parsed(cookie: string): UnderWay | undefined {
  try {
    const value = JSON.parse(Buffer.from(cookie, 'base64url').toString()) as Record<
      keyof UnderWay,
      unknown
    > | null
    const texts = [value?.state, value?.nonce, value?.verifier, value?.returnTo]
    const isWhole = texts.every((one) => typeof one === 'string' && one !== '')
    return isWhole && Number.isSafeInteger(value?.until) ? (value as unknown as UnderWay) : undefined
  } catch {
    return undefined
  }
}

/** A path of this server, and nothing a browser reads as the address of another one. */
function expectPath(path: string): void {
  const isPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) && path.length <= 500
  if (isPath) return
  throw new RequestProblem(
    'request-invalid',
    "Expected a path of this server, such as '/tasks', as 'returnTo', but found something else.",
  )
}

function failed(why: string): RequestProblem {
  return new RequestProblem(
    'sign-in-failed',
    `Expected a sign-in that this browser began, but ${why}. Begin again.`,
  )
}
