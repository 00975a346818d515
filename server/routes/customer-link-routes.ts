import type { Request, Response } from 'express'
import {
  deadlinesOutline,
  formatInstant,
  parseInstant,
  type CheckedProcess,
  type CustomerLinkRow,
  type Engine,
} from '../../engine/index.js'
import { customerToken } from '../access/customer-token.js'
import { customerView } from '../access/customer-view.js'
import { expectMay } from '../access/index.js'
import type { LinkKey } from '../access/link-key.js'
import { readInstance, wholeInstance, type Surface } from '../views/answer-instance.js'
import { withoutData } from '../access/without-data.js'
import { answerRefusal } from '../http/problem-response.js'
import { bodyOf } from '../contract/index.js'
import { idempotencyKeyOf, wrongMember } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { customerFileRoutes } from './customer-file-routes.js'
import { eventsOfLink, openedLink, type OpenedLink } from './opened-link.js'

/** What customer links are made with. */
export interface LinkSettings {
  readonly key: LinkKey
  /** Origin browsers reach the server by; links are told as paths unless it is given. */
  readonly url?: string
  /** Path of the page for customers, which the token follows. Without one, links lead to the case as JSON. */
  readonly page?: string
}

/** How long a link is good unless said otherwise, and at most, in milliseconds. */
const usualLife = 30 * 86_400_000
const longestLife = 366 * 86_400_000

/** Links that open one case to its customer: staff make and end them, and whoever has one needs no key. */
export function customerLinkRoutes(surface: Surface, settings: LinkSettings): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/instances/{id}/customer-links',
      handle: (request, response) => make(surface, settings, { request, response }),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/customer-links',
      handle: async (request, response) => {
        const { record } = await readInstance(surface, request, response)
        await expectMay(surface, response, 'customer-links', { record })
        const links = await surface.engine.customerLinks.list(record.id)
        const roles = outsideRoles(surface.engine, await surface.engine.processOf(record))
        const titled = surface.engine.titlesOfRoles().filter(({ id }) => roles.includes(id))
        response.json({ items: links.map(linkView), roles: titled })
      },
    },
    {
      method: 'POST',
      path: '/api/instances/{id}/customer-links/revoke',
      handle: async (request, response) => {
        const { record } = await readInstance(surface, request, response)
        const actor = await expectMay(surface, response, 'customer-links', { record })
        response.json({ revoked: await surface.engine.customerLinks.revoke(record.id, actor) })
      },
    },
    {
      method: 'GET',
      path: '/customer-links/{token}',
      handle: (request, response) => show(surface, settings, { request, response }),
    },
    {
      method: 'POST',
      path: '/customer-links/{token}/events',
      handle: (request, response) => send(surface, settings, { request, response }),
    },
    ...customerFileRoutes(surface, settings.key),
  ]
}

interface Http {
  readonly request: Request
  readonly response: Response
}

async function make(surface: Surface, settings: LinkSettings, { request, response }: Http): Promise<void> {
  const { engine } = surface
  const body = bodyOf(response, 'POST /api/instances/{id}/customer-links')
  // Nothing is kept back from whoever has the link, so neither may it be from whoever makes it.
  const record = await wholeInstance(surface, request, response)
  const actor = await expectMay(surface, response, 'customer-links', { record })
  const role = roleOf(engine, await engine.processOf(record), body.role)
  const now = engine.now()
  const expiresAt = body.expiresAt === undefined ? now + usualLife : (parseInstant(body.expiresAt) ?? now)
  if (expiresAt <= now || expiresAt > now + longestLife)
    throw wrongMember('expiresAt', 'a moment within a year from now', body.expiresAt ?? null)
  const link = await engine.customerLinks.create({ instance: record.id, role, by: actor, expiresAt })
  // Never by the `Host` of the request: whoever sends it would say where the customer goes with the secret.
  const place = `${settings.url ?? ''}${request.baseUrl}${settings.page ?? '/customer-links'}`
  const url = `${place}/${customerToken(link, settings.key)}`
  response.status(201).json({ ...linkView(link), url })
}

/** The outside roles that have something to do in the process. */
function outsideRoles(engine: Engine, process: CheckedProcess): readonly string[] {
  const handlers = [...process.states.values()].flatMap(({ on }) => [...on.values()])
  const named = [...process.startRoles, ...process.parties.keys(), ...handlers.flatMap(({ roles }) => roles)]
  return [...new Set(named)].filter((role) => engine.isOutside(role))
}

/** The outside role of a link. */
function roleOf(engine: Engine, process: CheckedProcess, asked: string | undefined): string {
  const roles = outsideRoles(engine, process)
  const role = asked ?? (roles.length === 1 ? roles[0] : undefined)
  if (role !== undefined && roles.includes(role)) return role
  const expected = roles.length === 0 ? 'a role outside, of which this process has none,' : roles.join(' or ')
  throw wrongMember('role', expected, asked ?? null)
}

async function show(surface: Surface, settings: LinkSettings, { request, response }: Http): Promise<void> {
  const { record, actor } = await openedLink(surface.engine, settings.key, { request, response })
  await answer(surface, response, { record, actor })
}

async function send(surface: Surface, settings: LinkSettings, { request, response }: Http): Promise<void> {
  const { event, ...rest } = bodyOf(response, 'POST /customer-links/{token}/events')
  const key = idempotencyKeyOf(request)
  const { record, actor } = await openedLink(surface.engine, settings.key, { request, response })
  const answered = await surface.engine.send(record.id, event, { actor, ...rest, ...key })
  if (answered.refused) {
    answerRefusal(response, withoutData(answered.refused, actor))
    return
  }
  if (answered.repeated) response.set('Idempotency-Replayed', 'true')
  await answer(surface, response, { record: answered.instance, actor })
}

async function answer({ engine }: Surface, response: Response, opened: OpenedLink): Promise<void> {
  const { record, actor } = opened
  const told = await engine.deadlines(record.id)
  // Without a title of its own a deadline is a limit the house set itself on a step: nothing anybody was promised.
  const shown = told && { ...told, running: told.running.filter(({ rule }) => rule.subject !== undefined) }
  const { running = [] } = (shown ? deadlinesOutline(shown) : {}) as { readonly running?: readonly object[] }
  const events = await eventsOfLink(engine, opened)
  const process = await engine.processOf(record)
  response.set('Referrer-Policy', 'no-referrer')
  response.json(customerView(record, process, { actor, promised: running, events }))
}

function linkView({
  id,
  role,
  createdAt,
  createdBy,
  expiresAt,
  revokedAt,
  revokedBy,
}: CustomerLinkRow): object {
  return {
    id,
    role,
    createdAt: formatInstant(createdAt),
    createdBy,
    expiresAt: formatInstant(expiresAt),
    ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
    ...(revokedBy !== undefined && { revokedBy }),
  }
}
