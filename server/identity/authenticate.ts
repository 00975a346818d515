import type { Request, RequestHandler, Response } from 'express'
import type { Authenticated, Engine, RequestCode, SessionLife } from '../../engine/index.js'
import { hostSender } from './host-sign-in.js'
import { RequestProblem } from '../http/problem-response.js'
import { confine } from './confine.js'
import { readCookie } from './cookies.js'
import {
  csrfTokenOf,
  expectCsrfToken,
  expectNoForeignRead,
  expectSameOrigin,
  ownOrigin,
} from './own-origin.js'
import type { RateLimits } from './rate-limits.js'
import { keepSender, scoped, type Sender } from './sender.js'
import { looksLikeToken, type TokenVerifier } from './token-verifier.js'

/** Header in which another program's key names the person it acts for. */
export const actingForHeader = 'Aftercare-Acting-For'

/** What requests are looked at by. */
export interface Doors {
  readonly engine: Engine
  readonly limits: RateLimits
  readonly sessionLife: SessionLife
  /** Origin browsers reach the server by, where it is configured. */
  readonly url: string | undefined
  /** Absent where no tokens of a provider are taken. */
  readonly verify: TokenVerifier | undefined
}

type Failure = Extract<Authenticated, { ok: false }>['reason']

const failures: { readonly [reason in Failure]: readonly [RequestCode, string] } = {
  unknown: ['not-authenticated', 'Expected a known API key, but this one is not known.'],
  revoked: ['key-revoked', 'Expected a valid API key, but this one was revoked.'],
  expired: ['key-expired', 'Expected a valid API key, but this one has expired.'],
  'may-not-act-for': ['cannot-act-for', 'Expected a key that may act for people, but this one may not.'],
  'unknown-person': [
    'cannot-act-for',
    'Expected a person of the organisation to act for, but it has none of this id.',
  ],
}

/** Lets a request through only if it is known who sends it; that is kept for the routes. */
export function authenticate(doors: Doors): RequestHandler {
  return async (request, response, next) => {
    const sender = await identify(doors, request, response)
    keepSender(response, sender)
    await doors.limits.count(request, response, sender.keyId)
    confine(request, sender.actor)
    next()
  }
}

/**
 * Finds out who sends a request, as it stands now: by its key or token, else by whoever is signed in to the application
 * around this, else by its session. Throws the problem a request has that brings nothing valid.
 */
export async function identify(doors: Doors, request: Request, response: Response): Promise<Sender> {
  const header = request.get('Authorization')
  const host = await hostSender(request, doors.url)
  if (host) return { ...host, by: 'host' }
  const session = header === undefined ? sessionSecret(doors, request) : undefined
  try {
    if (session !== undefined) return await senderInSession(doors, request, session)
    return await bearer(doors, request, header ?? '')
  } catch (error) {
    // Whoever brings nothing has not tried to sign in.
    const hasTried = session !== undefined || (header !== undefined && header !== '')
    if (hasTried && error instanceof RequestProblem && isFailure(error))
      await doors.limits.countFailure(request, response)
    throw error
  }
}

const failed: ReadonlySet<RequestCode> = new Set([
  'not-authenticated',
  'key-revoked',
  'key-expired',
  'token-invalid',
  'token-expired',
  'session-ended',
  'cannot-act-for',
])

const isFailure = ({ code }: RequestProblem): boolean => failed.has(code)

async function bearer({ engine, verify }: Doors, request: Request, header: string): Promise<Sender> {
  const [scheme, key] = header.split(/ +/, 2)
  if (scheme?.toLowerCase() !== 'bearer' || !key)
    throw new RequestProblem(
      'not-authenticated',
      "Expected the header 'Authorization: Bearer <key>', but found none.",
    )
  const actingFor = request.get(actingForHeader)
  if (verify && looksLikeToken(key)) {
    if (actingFor !== undefined) throw notForTokens()
    const { person, roles } = await verify(key, new Date(engine.now()))
    const actor = await engine.sessions.vouch(person, roles)
    return { actor, keyId: `token:${person}`, by: 'token' }
  }
  const found = await engine.keys.authenticate(key, actingFor)
  if (!found.ok) throw new RequestProblem(...failures[found.reason])
  return { actor: scoped(found.actor, found.scope), keyId: found.keyId, by: 'key' }
}

function sessionSecret({ url }: Doors, request: Request): string | undefined {
  const own = ownOrigin(request, url)
  return own && readCookie(request, 'session', own.transport)
}

async function senderInSession(doors: Doors, request: Request, secret: string): Promise<Sender> {
  const { engine, sessionLife, url } = doors
  const found = await engine.sessions.authenticate(secret, sessionLife)
  if (!found.ok)
    throw new RequestProblem(
      'session-ended',
      'Expected an open session, but this one is over. Sign in again.',
    )
  const own = ownOrigin(request, url)
  if (request.method === 'GET' || request.method === 'HEAD') expectNoForeignRead(request)
  else if (own) {
    expectSameOrigin(request, own)
    expectCsrfToken(request, secret)
  }
  if (request.get(actingForHeader) !== undefined) throw notForTokens()
  const { session, actor, scope } = found
  const idleUntil = Math.min(session.usedAt + sessionLife.idle, session.endsAt)
  return {
    actor: scoped(actor, scope),
    keyId: session.id,
    by: 'session',
    session: { ...session, csrfToken: csrfTokenOf(secret), idleUntil },
  }
}

function notForTokens(): RequestProblem {
  return new RequestProblem(
    'cannot-act-for',
    `Expected an API key beside '${actingForHeader}', but this request comes from a person. Leave the header out.`,
  )
}
