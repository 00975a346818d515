import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { RequestProblem } from '../http/problem-response.js'
import type { Transport } from './cookies.js'
import { isLoopbackAddress, isLoopbackHost } from './loopback.js'

/** Where a browser reaches this server. */
export interface OwnOrigin {
  readonly origin: string
  readonly transport: Transport
}

/**
 * The origin of a request: the one that is configured, or an address of the machine itself that was really used.
 * `undefined` where a cookie would travel in the open, so that nobody can be signed in. The name in `Host` is believed
 * only where it leads nowhere else, so that no page of another name can be made to look like ours.
 */
export function ownOrigin(request: Request, url: string | undefined): OwnOrigin | undefined {
  if (url !== undefined) return { origin: url, transport: url.startsWith('https:') ? 'https' : 'loopback' }
  const { encrypted, remoteAddress, localAddress } = request.socket as typeof request.socket & {
    readonly encrypted?: boolean
  }
  const host = request.headers.host ?? ''
  if (!URL.canParse(`http://${host}`)) return undefined
  const { hostname, host: name } = new URL(`http://${host}`)
  const isHere = [remoteAddress, localAddress].every(isLoopbackAddress) && isLoopbackHost(hostname)
  return isHere && !encrypted ? { origin: `http://${name}`, transport: 'loopback' } : undefined
}

/** The same. Throws `sign-in-unavailable` where there is none. */
export function expectOwnOrigin(request: Request, url: string | undefined): OwnOrigin {
  const own = ownOrigin(request, url)
  if (own) return own
  throw new RequestProblem(
    'sign-in-unavailable',
    'Expected https or an address of the machine itself, but a cookie would travel in the open here. Set AFTERCARE_URL to the https origin of the server.',
  )
}

/**
 * Throws `cross-site-request` unless a page of this origin, and no other, made the browser send the request. A browser
 * says so in `Sec-Fetch-Site`, an older one in `Origin`; a request with neither is not believed.
 */
export function expectSameOrigin(request: Request, { origin }: OwnOrigin): void {
  const site = request.get('Sec-Fetch-Site')
  const from = request.get('Origin')
  const isOurs = (site === undefined || site === 'same-origin') && (from === undefined || from === origin)
  if (isOurs && (site !== undefined || from !== undefined)) return
  throw new RequestProblem(
    'cross-site-request',
    `Expected a request from a page of ${origin}, but ${whence(site, from)}.`,
  )
}

function whence(site: string | undefined, from: string | undefined): string {
  if (site === undefined && from === undefined)
    return "found neither 'Sec-Fetch-Site' nor 'Origin'. Programs use a key in place of a cookie"
  return 'it comes from elsewhere'
}

/** Throws `cross-site-request` for what a page of another site asks for on its own; that somebody followed a link is fine. */
export function expectNoForeignRead(request: Request): void {
  const site = request.get('Sec-Fetch-Site')
  const isForeign = site === 'cross-site' || site === 'same-site'
  if (isForeign && request.get('Sec-Fetch-Mode') !== 'navigate')
    throw new RequestProblem(
      'cross-site-request',
      'Expected a request of our own pages, but another site asks with the cookie of somebody who is signed in.',
    )
}

/** Header a page proves with that it can read our answers. */
export const csrfHeader = 'X-CSRF-Token'

/** The token of a session. It is derived, so that nothing more is stored; nobody gets from it to the cookie. */
export function csrfTokenOf(secret: string): string {
  return createHash('sha256').update(`aftercare csrf ${secret}`).digest('base64url')
}

/** Throws `cross-site-request` unless a request brings the token of its session. */
export function expectCsrfToken(request: Request, secret: string): void {
  const found = Buffer.from(request.get(csrfHeader) ?? '')
  const expected = Buffer.from(csrfTokenOf(secret))
  if (found.length === expected.length && timingSafeEqual(found, expected)) return
  throw new RequestProblem(
    'cross-site-request',
    `Expected the 'csrfToken' of GET /api/session in the header '${csrfHeader}', but found ${found.length === 0 ? 'none' : 'another'}.`,
  )
}
