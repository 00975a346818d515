import type { TrailEntry } from '../../core/command.js'
import type { AttachmentRow } from '../port.js'
import { bytes, integer, optionalText, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

/** What an attachment is, without its content. */
export async function readAttachment(session: Session, id: string): Promise<AttachmentRow | undefined> {
  const [row] = await session.run(
    `select id, sha256, name, media_type, size, uploaded_by, at from ${session.names.attachments} where id = ?`,
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

/** Whether an attachment of this id was added. */
export async function hasAttachment(session: Session, id: string): Promise<boolean> {
  const rows = await session.run(`select 1 as found from ${session.names.attachments} where id = ?`, [id])
  return rows.length > 0
}

export async function insertAttachment(session: Session, row: AttachmentRow): Promise<void> {
  await session.run(
    `insert into ${session.names.attachments} (id, sha256, name, media_type, size, uploaded_by, at)
     values (?, ?, ?, ?, ?, ?, ?)`,
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
}

const attachmentId = /^att-[0-9a-f-]{36}$/

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.startsWith('att-') && attachmentId.test(value)) into.add(value)
  } else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collect(part, into)
}
