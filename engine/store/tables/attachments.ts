import type { TrailEntry } from '../../core/command.js'
import type { AttachmentRow } from '../port.js'
import { bytes, integer, optionalText, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

/*
 * An attachment is `unused` until a step speaks of it, then `used` for good. One that stayed unused for too long is
 * `leaving`: from then on it is there for nobody, and its content can be taken away without haste.
 */

/** What an attachment is, without its content. */
export async function readAttachment(session: Session, id: string): Promise<AttachmentRow | undefined> {
  const [row] = await session.run(
    `select id, sha256, name, media_type, size, uploaded_by, at from ${session.names.attachments}
     where id = ? and state <> 'leaving'`,
    [id],
  )
  if (!row) return undefined
  return {
    id: text(row, 'id'),
    sha256: text(row, 'sha256'),
    ...optionalText(row, 'name', 'name'),
    mediaType: text(row, 'media_type'),
    size: integer(row, 'size'),
    uploadedBy: text(row, 'uploaded_by'),
    at: integer(row, 'at'),
  }
}

/** Those of the ids under which an attachment is stored. */
export function readStoredAttachments(session: Session, ids: readonly string[]): Promise<readonly string[]> {
  return selectStored(session, ids, '')
}

/** The same, locked where the database locks rows: what a step may speak of does not leave before it is committed. */
export function lockStoredAttachments(session: Session, ids: readonly string[]): Promise<readonly string[]> {
  return selectStored(session, ids, session.dialect.forUpdate)
}

async function selectStored(
  session: Session,
  ids: readonly string[],
  lock: string,
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await session.run(
    `select id from ${session.names.attachments}
     where id in (${session.dialect.selectTexts}) and state <> 'leaving' order by id${lock}`,
    [JSON.stringify(ids)],
  )
  return rows.map((row) => text(row, 'id'))
}

export async function insertAttachment(session: Session, row: AttachmentRow): Promise<void> {
  await session.run(
    `insert into ${session.names.attachments} (id, sha256, name, media_type, size, uploaded_by, at, state)
     values (?, ?, ?, ?, ?, ?, ?, 'unused')`,
    [row.id, row.sha256, row.name ?? null, row.mediaType, row.size, row.uploadedBy, row.at],
  )
}

/** Content by its hash. */
export async function readContent(session: Session, sha256: string): Promise<Uint8Array | undefined> {
  const [row] = await session.run(
    `select content from ${session.names.attachment_contents} where sha256 = ?`,
    [sha256],
  )
  return row && bytes(row, 'content')
}

/** Stores content under its hash; what is there already stays. */
export async function insertContent(session: Session, sha256: string, content: Uint8Array): Promise<void> {
  await session.run(
    `insert into ${session.names.attachment_contents} (sha256, content) values (?, ?) on conflict (sha256) do nothing`,
    [sha256, Buffer.from(content.buffer, content.byteOffset, content.byteLength)],
  )
}

/** Cases that refer to an attachment, the first ones that did. */
export async function readAttachmentUses(
  session: Session,
  id: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await session.run(
    `select i.id from ${session.names.attachment_uses} u join ${session.names.instances} i on i.row_id = u.instance
     where u.attachment = ? order by u.instance limit ?`,
    [id, limit],
  )
  return rows.map((row) => text(row, 'id'))
}

/** Notes the attachments a step speaks of. Every answer of a case stands in its trail before it stands in its data. */
export async function saveAttachmentUses(
  session: Session,
  rowId: number,
  trail: readonly TrailEntry[],
): Promise<void> {
  const ids = new Set<string>()
  for (const { body, personal } of trail) {
    collect(body, ids)
    if (personal) collect(personal, ids)
  }
  await insertRows(
    session,
    {
      table: session.names.attachment_uses,
      columns: { attachment: 'text', instance: 'integer' },
      conflict: 'on conflict (attachment, instance) do nothing',
    },
    [...ids].map((id) => [id, rowId]),
  )
  if (ids.size === 0) return
  await session.run(
    `update ${session.names.attachments} set state = 'used'
     where id in (${session.dialect.selectTexts}) and state = 'unused'`,
    [JSON.stringify([...ids])],
  )
}

const attachmentId = /^att-[0-9a-f-]{36}$/

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.startsWith('att-') && attachmentId.test(value)) into.add(value)
  } else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collect(part, into)
}
