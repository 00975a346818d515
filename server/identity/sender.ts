import type { Request, Response } from 'express'
import type { Actor, KeyScope, ListedSession } from '../../engine/index.js'

/** Role that may see everything. It may send only what its other roles may: operating comes with its own actions. */
export const adminRole = 'admin'

export const isAdmin = ({ roles }: Pick<Actor, 'roles'>): boolean => roles.includes(adminRole)

/** Who acts, and what their key confines them to. It stays with the actor wherever that is handed on. */
export interface ScopedActor extends Actor {
  readonly scope?: KeyScope
}

/** Who sends a request, and by what that is known. */
export interface Sender {
  readonly actor: ScopedActor
  /** What is counted as one sender: the id of a key or of a session, or the person of a token. */
  readonly keyId: string
  readonly by: 'key' | 'token' | 'session' | 'host'
  readonly session?: SenderSession
}

/** The session a request came in. */
export interface SenderSession extends ListedSession {
  /** What requests that change something have to bring beside the cookie. */
  readonly csrfToken: string
  readonly idleUntil: number
}

/** Keeps who sent a request for the routes behind. */
export function keepSender(response: Response, sender: Sender): void {
  response.locals['sender'] = sender
}

/** Who sent the request, and how that is known; only behind `authenticate`. */
export function keptSender(response: Response): Sender {
  return response.locals['sender'] as Sender
}

/** Who sent the request; only behind `authenticate`. */
export function actorOf(response: Response): ScopedActor {
  return keptSender(response).actor
}

/** What the key of an actor confines it to beside its roles. */
export function scopeOf(actor: Actor): KeyScope {
  return (actor as ScopedActor).scope ?? {}
}

/** An actor that knows what it is confined to. Whoever is confined to some processes is no admin: that is for all. */
export function scoped(actor: Actor, scope: KeyScope): ScopedActor {
  if (Object.keys(scope).length === 0) return actor
  const roles = scope.processes ? actor.roles.filter((role) => role !== adminRole) : actor.roles
  return { ...actor, roles, scope }
}

/** The address a request came from, as far as proxies are believed. */
export function addressOf(request: Request): string {
  return request.ip ?? request.socket.remoteAddress ?? 'unknown'
}
