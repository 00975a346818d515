import type { Request, RequestHandler, Response } from 'express'
import type { AttachmentLimits, JsonValue } from '../../engine/index.js'
import type { LinkKey } from '../access/link-key.js'
import { noFileAsked } from '../access/refusals.js'
import { queryOf } from '../contract/index.js'
import { bytesBody } from '../http/bytes-body.js'
import { sha256OfDigest } from '../http/content-digest.js'
import { RefusedRequest } from '../http/problem-response.js'
import type { Route } from '../http/route.js'
import type { Surface } from '../views/answer-instance.js'
import { attachmentView } from '../views/attachment-view.js'
import { eventsOfLink, openedLink, type OpenedLink } from './opened-link.js'

/** What is taken through a link: what the camera of a phone or a scanner gives, ten megabytes, twenty at a time. */
const taken: AttachmentLimits = {
  largest: 10 * 1024 * 1024,
  kinds: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf'],
  unused: 20,
}

/** Files that customers send through their link, for the forms that ask for them. */
export function customerFileRoutes(surface: Surface, key: LinkKey): readonly Route[] {
  const read = bytesBody(Math.min(taken.largest, surface.engine.attachments.largest))
  // Nothing is read of whoever has no link: they have no key either, and a body takes memory.
  const body: RequestHandler = async (request, response, next) => {
    await expectAsked(surface, await openedLink(surface.engine, key, { request, response }))
    await read(request, response, next)
  }
  return [
    {
      method: 'POST',
      path: '/customer-links/{token}/attachments',
      body,
      handle: (request, response) => add(surface, key, { request, response }),
    },
  ]
}

async function add(
  { engine }: Surface,
  key: LinkKey,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<void> {
  const { name } = queryOf(response, 'POST /customer-links/{token}/attachments')
  const sha256 = sha256OfDigest(request.get('Content-Digest'))
  const { actor } = await openedLink(engine, key, { request, response })
  const { attachment, refused } = await engine.attachments.add({
    content: request.body as Buffer,
    actor,
    limits: taken,
    ...(name === undefined ? {} : { name }),
    ...(sha256 === undefined ? {} : { sha256 }),
  })
  if (refused) throw new RefusedRequest(refused)
  response.status(201).json(attachmentView(attachment))
}

/** Refuses with `forbidden` where its role may send no files, and where no form the link may send now asks for one. */
async function expectAsked({ engine, reading }: Surface, opened: OpenedLink): Promise<void> {
  const decision = await reading.may(opened.actor, 'attach')
  if (!decision.allowed) throw new RefusedRequest(decision.refusal)
  const { forms } = await engine.processOf(opened.record)
  const events = await eventsOfLink(engine, opened)
  const isAsked = events.some(
    ({ form, answer }) =>
      answer !== 'no' && form !== undefined && asksForFile(forms.get(form)?.schema ?? null),
  )
  if (!isAsked) throw new RefusedRequest(noFileAsked())
}

function asksForFile(schema: JsonValue): boolean {
  if (Array.isArray(schema)) return schema.some(asksForFile)
  if (typeof schema !== 'object' || schema === null) return false
  const type = schema['x-type']
  return type === 'attachment' || type === 'signature' || Object.values(schema).some(asksForFile)
}
