import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Actor, Engine, RequestCode } from '../engine/index.js'
import { RequestProblem } from './problem-response.js'

/** Role that may see everything. It may send only what its other roles may: operating comes with its own actions. */
export const adminRole = 'admin'

export const isAdmin = ({ roles }: Pick<Actor, 'roles'>): boolean => roles.includes(adminRole)

const reasons: { readonly [reason: string]: readonly [RequestCode, string] } = {
  unknown: ['not-authenticated', 'Expected a known API key, but this one is not known.'],
  revoked: ['key-revoked', 'Expected a valid API key, but this one was revoked.'],
  expired: ['key-expired', 'Expected a valid API key, but this one has expired.'],
}

/** Who sends a request, and with which key. */
export interface Sender {
  readonly actor: Actor
  readonly keyId: string
}

/** Finds out by the header `Authorization: Bearer`, as it stands now. Throws the problem a request without a valid key has. */
export async function senderOf(engine: Engine, request: Request): Promise<Sender> {
  const header = request.get('Authorization') ?? ''
  const [scheme, key] = header.split(/ +/, 2)
  if (scheme?.toLowerCase() !== 'bearer' || !key)
    throw new RequestProblem(
      'not-authenticated',
      "Expected the header 'Authorization: Bearer <key>', but found none.",
    )
  const result = await engine.keys.authenticate(key)
  if (result.ok) return { actor: result.actor, keyId: result.keyId }
  const [code, detail] = reasons[result.reason] ?? ['not-authenticated', 'Expected a valid API key.']
  throw new RequestProblem(code, detail)
}

/** Lets a request through only with a valid `Authorization: Bearer` key; its actor is kept for the routes. */
export function authenticate(engine: Engine): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    response.locals['actor'] = (await senderOf(engine, request)).actor
    next()
  }
}

/** Who sent the request; only behind `authenticate`. */
export function actorOf(response: Response): Actor {
  return response.locals['actor'] as Actor
}
