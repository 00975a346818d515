import type { Request, Response } from 'express'
import {
  unknownInstance,
  type AcceptedEvent,
  type Actor,
  type Engine,
  type InstanceRecord,
  linkActors,
} from '../../engine/index.js'
import { isTokenOf, linkIdOf } from '../access/customer-token.js'
import type { LinkKey } from '../access/link-key.js'
import { aboutInstance, RefusedRequest } from '../http/problem-response.js'
import { identityOf } from '../identity/index.js'

/** The case a link opens, and who comes by it. */
export interface OpenedLink {
  readonly record: InstanceRecord
  readonly actor: Actor
}

interface Http {
  readonly request: Request
  readonly response: Response
}

const opened = new WeakMap<Response, Promise<OpenedLink>>()

/**
 * What the link of the address opens. One that is forged, over or revoked is answered like one that never was. Requests
 * are counted by link, each once.
 */
export function openedLink(engine: Engine, key: LinkKey, http: Http): Promise<OpenedLink> {
  const known = opened.get(http.response) ?? open(engine, key, http)
  opened.set(http.response, known)
  return known
}

async function open(engine: Engine, key: LinkKey, { request, response }: Http): Promise<OpenedLink> {
  const token = String(request.params['token'])
  const link = await engine.customerLinks.find(linkIdOf(token))
  const record = link && isTokenOf(token, link, key) ? await engine.get(link.instance) : undefined
  if (!link || !record) throw new RefusedRequest(unknownInstance('customer-link'))
  aboutInstance(response, record.id)
  const id = `${linkActors}${link.id}`
  await identityOf(response).doors.limits.count(request, response, id)
  const party = record.parties?.[link.role]
  const actor = { id, roles: [link.role], ...(party !== undefined && { party }) }
  return { record, actor }
}

/** The events of the role of a link. */
export async function eventsOfLink(
  engine: Engine,
  { record, actor }: OpenedLink,
): Promise<readonly AcceptedEvent[]> {
  const accepted = (await engine.accepted(record.id, actor)) ?? []
  return accepted.filter(({ roles }) => roles.some((role) => actor.roles.includes(role)))
}
