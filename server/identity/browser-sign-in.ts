import type { Request, Response } from 'express'
import type { SignedIn } from '../../engine/index.js'
import type { Doors } from './authenticate.js'
import { readCookie, setCookie } from './cookies.js'
import { expectOwnOrigin, expectSameOrigin, ownOrigin } from './own-origin.js'
import { RequestProblem } from '../http/problem-response.js'

/** Where somebody is sent who has signed in, unless it was asked for from elsewhere. */
export const afterSignIn = '/console/'

/**
 * Signs a browser in: a new session, whatever cookie came with the request, so that nobody can be made to use one that
 * somebody else knows. The session the browser had is ended.
 */
export async function signIn(
  doors: Doors,
  http: { readonly request: Request; readonly response: Response },
  who: SignedIn,
): Promise<void> {
  const { engine, sessionLife, url } = doors
  const { request, response } = http
  const { transport } = expectOwnOrigin(request, url)
  const agent = request.get('User-Agent')
  const opened = await engine.sessions.open(who, {
    life: sessionLife,
    ...(agent !== undefined && { agent }),
  })
  if (!opened) throw new RequestProblem('key-revoked', 'Expected a valid API key, but it is valid no more.')
  const before = readCookie(request, 'session', transport)
  if (before !== undefined) await endBySecret(doors, before)
  setCookie(response, 'session', { value: opened.secret, seconds: sessionLife.whole / 1_000, transport })
}

async function endBySecret({ engine, sessionLife }: Doors, secret: string): Promise<void> {
  const found = await engine.sessions.authenticate(secret, sessionLife)
  if (found.ok) await engine.sessions.end(found.session.id, found.actor.id)
}

/** Whether a browser brings the cookie of a session, be it a good one or not. */
export function bringsSession({ url }: Doors, request: Request): boolean {
  const own = ownOrigin(request, url)
  return own !== undefined && readCookie(request, 'session', own.transport) !== undefined
}

/** Takes the cookie of a session away. */
export function forgetSession({ url }: Doors, request: Request, response: Response): void {
  const { transport } = expectOwnOrigin(request, url)
  setCookie(response, 'session', { value: '', seconds: 0, transport })
}

/** Signs in by a link, once. Asked for by the page of the link alone, never by following it. */
export async function signInByLink(
  doors: Doors,
  http: { readonly request: Request; readonly response: Response },
  secret: string,
): Promise<void> {
  const { request, response } = http
  expectSameOrigin(request, expectOwnOrigin(request, doors.url))
  const keyId = await doors.engine.sessions.redeem(secret)
  if (keyId === undefined) {
    await doors.limits.countFailure(request, response)
    throw new RequestProblem(
      'sign-in-link-invalid',
      'Expected a link that was not used yet, but this one was used, is over, or never was one.',
    )
  }
  await signIn(doors, http, { by: 'key', keyId })
}
