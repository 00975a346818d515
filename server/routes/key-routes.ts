import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import {
  formatInstant,
  parseInstant,
  plainDuration,
  type Actor,
  type Engine,
  type ListedKey,
  type NewKey,
} from '../../engine/index.js'
import { expectMay, notForYou } from '../access/index.js'
import type { Surface } from '../views/answer-instance.js'
import { bodyOf } from '../contract/index.js'
import { invalidRequest } from '../http/field-problem.js'
import { isAdmin } from '../identity/index.js'
import { RefusedRequest, RequestProblem } from '../http/problem-response.js'
import { idOf, wrongMember } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** API keys: listed, made, given another secret, revoked. For whoever has the permission `keys`. */
export function keyRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/keys',
      handle: async (_request, response) => {
        await expectMay(surface, response, 'keys')
        const now = engine.now()
        response.json({ items: (await engine.keys.list()).map((key) => keyView(key, now)) })
      },
    },
    {
      method: 'POST',
      path: '/api/keys',
      handle: (_request, response) => createKey(surface, response),
    },
    {
      method: 'POST',
      path: '/api/keys/{id}/rotate',
      handle: (request, response) => rotateKey(surface, request, response),
    },
    {
      method: 'POST',
      path: '/api/keys/{id}/revoke',
      handle: async (request, response) => {
        const { key, maker } = await ownKey(surface, request, response)
        if (!(await engine.keys.revoke(key.id, maker))) throw unknownKey()
        response.status(204).end()
      },
    },
  ]
}

async function createKey(surface: Surface, response: Response): Promise<void> {
  const { engine } = surface
  const maker = await expectMay(surface, response, 'keys')
  const {
    roles = [],
    expiresAt: expires,
    name,
    actor,
    processes,
    readOnly,
    mayActFor,
  } = bodyOf(response, 'POST /api/keys')
  const wish = {
    roles,
    ...(name !== undefined && { name }),
    ...(actor !== undefined && { actor }),
    ...(processes !== undefined && { processes }),
    ...(mayActFor !== undefined && { mayActFor }),
    ...(expires !== undefined && { expiresAt: parseInstant(expires) ?? 0 }),
  }
  const mistakes = await engine.keys.mistakes(wish, (field) => `'${field}'`)
  if (mistakes.length > 0) throw invalidRequest(mistakes)
  if (!(await mayHandOut(engine, maker, wish))) throw new RefusedRequest(notForYou())
  const made = `${roles[0] ?? actor ?? 'key'}-${randomBytes(4).toString('hex')}`
  const created = await engine.keys.create({
    ...wish,
    ...{ name: name ?? made, createdBy: maker },
    ...(readOnly !== undefined && { readOnly }),
  })
  response.status(201).json(created)
}

/** Longest time two secrets of one key work side by side, in milliseconds: thirty days. */
const longestOverlap = 2_592_000_000

async function rotateKey(surface: Surface, request: Request, response: Response): Promise<void> {
  const { key, maker } = await ownKey(surface, request, response)
  const { overlap } = bodyOf(response, 'POST /api/keys/{id}/rotate')
  const ms = overlap === undefined ? 0 : plainDuration(overlap)
  if (ms === undefined || ms > longestOverlap)
    throw wrongMember('overlap', 'a duration of at most 30 days, such as 2 hours,', overlap ?? '')
  const created = await surface.engine.keys.rotate(key.id, ms, maker)
  if (!created) throw unknownKey()
  response.json(created)
}

/** The key a request names, which whoever asks may change. Throws `forbidden` and `api-key-unknown`. */
async function ownKey(
  surface: Surface,
  request: Request,
  response: Response,
): Promise<{ readonly key: ListedKey; readonly maker: Actor }> {
  const { engine } = surface
  const maker = await expectMay(surface, response, 'keys')
  const key = (await engine.keys.list()).find(({ id }) => id === idOf(request))
  if (!key) throw unknownKey()
  const isOwn = key.createdBy === maker.id || (key.actor ?? key.name) === maker.id
  if (!isAdmin(maker) && !(isOwn && (await mayHandOut(engine, maker, key))))
    throw new RefusedRequest(notForYou())
  return { key, maker }
}

/**
 * Whether somebody may have a secret of such a key in hand: an admin any, others one that can do no more than they
 * themselves. Otherwise whoever may make keys could make themselves an admin, or go about as a colleague.
 */
async function mayHandOut(
  engine: Engine,
  maker: Actor,
  { roles, actor, mayActFor }: Pick<NewKey, 'roles' | 'actor' | 'mayActFor'>,
): Promise<boolean> {
  if (isAdmin(maker)) return true
  if (mayActFor || !areHeld(roles, maker)) return false
  if (actor === undefined) return true
  // Through a program a person has only some of their roles; a key of the person would have them all.
  if (actor !== maker.id || maker.via !== undefined) return false
  return areHeld((await engine.person(actor))?.roles ?? [], maker)
}

const areHeld = (roles: readonly string[], maker: Actor): boolean =>
  roles.every((role) => maker.roles.includes(role))

function keyView(key: ListedKey, now: number): object {
  const { createdAt, expiresAt, revokedAt, lastUsedAt, oldUntil, ...row } = key
  const isOver = expiresAt !== undefined && expiresAt <= now
  return {
    ...row,
    state: revokedAt !== undefined ? 'revoked' : isOver ? 'expired' : 'valid',
    createdAt: formatInstant(createdAt),
    ...(expiresAt !== undefined && { expiresAt: formatInstant(expiresAt) }),
    ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
    ...(lastUsedAt !== undefined && { lastUsedAt: formatInstant(lastUsedAt) }),
    ...(oldUntil !== undefined && oldUntil > now && { oldSecretUntil: formatInstant(oldUntil) }),
  }
}

function unknownKey(): RequestProblem {
  return new RequestProblem(
    'api-key-unknown',
    'Expected a key that is not revoked, but there is none of this id.',
  )
}
