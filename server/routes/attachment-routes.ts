import type { Request, Response } from 'express'
import { unknownAttachment, type Actor, type AttachmentRow } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { attachmentView } from '../views/attachment-view.js'
import { expectMay } from '../access/index.js'
import { actorOf } from '../identity/index.js'
import { bytesBody } from '../http/bytes-body.js'
import { digestOfSha256, sha256OfDigest } from '../http/content-digest.js'
import { RefusedRequest } from '../http/problem-response.js'
import { queryOf } from '../contract/index.js'
import { idOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** Files that cases refer to: one is sent first, then its id is given as an answer. */
export function attachmentRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/attachments',
      body: bytesBody(surface.engine.attachments.largest),
      handle: (request, response) => addAttachment(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/attachments/{id}',
      handle: (request, response) => sendAttachment(surface, request, response),
    },
  ]
}

async function addAttachment(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { name } = queryOf(response, 'POST /api/attachments')
  const sha256 = sha256OfDigest(request.get('Content-Digest'))
  const mediaType = request.get('Content-Type')
  const actor = await expectMay(surface, response, 'attach')
  const { attachment, refused } = await engine.attachments.add({
    content: request.body as Buffer,
    actor,
    ...(name === undefined ? {} : { name }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(sha256 === undefined ? {} : { sha256 }),
  })
  if (refused) throw new RefusedRequest(refused)
  const location = `${request.baseUrl}/api/attachments/${attachment.id}`
  response.set('Location', location).status(201).json(attachmentView(attachment))
}

/** Always as a file to keep, never to be shown inside a page: what is in it comes from outside. */
async function sendAttachment(surface: Surface, request: Request, response: Response): Promise<void> {
  const { attachments } = surface.engine
  const found = await attachments.find(idOf(request))
  if (!found || !(await mayRead(surface, actorOf(response), found)))
    throw new RefusedRequest(unknownAttachment(idOf(request)))
  const told = await attachments.read(found.id)
  if (!told) throw new RefusedRequest(unknownAttachment(found.id))
  const { attachment, content } = told
  response.set({
    'Content-Type': servedType(attachment.mediaType),
    'Content-Disposition': dispositionOf(attachment),
    'Content-Digest': digestOfSha256(attachment.sha256),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
  response.send(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
}

/**
 * Whoever sent it, and whoever may read a case that refers to it; a party only where it sees the field. The database is
 * asked whether there is such a case, so that it does not matter how many there are.
 */
async function mayRead(
  { engine, reading }: Surface,
  actor: Actor,
  { id, uploadedBy }: AttachmentRow,
): Promise<boolean> {
  if (actor.id === uploadedBy) return true
  const { attachments } = engine
  const scope = await reading.wholeScope(actor)
  if (!scope || (scope.anyOf.length > 0 && (await attachments.isUsedIn(id, scope)))) return true
  const { party, roles } = actor
  return party !== undefined && (await attachments.isShownTo(id, { party, roles }))
}

/** What a browser might run goes out as plain bytes. */
function servedType(mediaType: string): string {
  return /html|xml|svg|script|multipart|wasm|^text\/(?!plain$|csv$)/.test(mediaType)
    ? 'application/octet-stream'
    : mediaType
}

/** RFC 6266, with the name in UTF-8 beside one in ASCII. */
function dispositionOf({ id, name = id }: AttachmentRow): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const utf8 = encodeURIComponent(name).replaceAll(/['()*]/g, escaped)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
