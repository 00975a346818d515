import type { AttachmentFact } from '../../core/command.js'
import type { AttachmentRow } from '../port.js'
import { bytes, integer, optionalText, text } from '../row.js'
import { holdNames, insertRows, runRows, type Session } from '../session.js'

/*
 * An attachment is `unused` until a case refers to it, then `used` for good. One that stayed unused for too long is
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

type Stored = { readonly [id: string]: AttachmentFact }

/** Those of the ids under which an attachment is stored. */
export function readStoredAttachments(session: Session, ids: readonly string[]): Promise<Stored> {
  return selectStored(session, ids, '')
}

/** The same, locked where the database locks rows: what a step may speak of does not leave before it is committed. */
export function lockStoredAttachments(session: Session, ids: readonly string[]): Promise<Stored> {
  return selectStored(session, ids, session.dialect.forUpdate)
}

async function selectStored(session: Session, ids: readonly string[], lock: string): Promise<Stored> {
  if (ids.length === 0) return {}
  const rows = await session.run(
    `select id, uploaded_by from ${session.names.attachments}
     where id in (${session.dialect.selectTexts}) and state <> 'leaving' order by id${lock}`,
    [JSON.stringify(ids)],
  )
  return Object.fromEntries(rows.map((row) => [text(row, 'id'), { uploadedBy: text(row, 'uploaded_by') }]))
}

/** Those of the attachments that one of these cases refers to. */
export async function readAttachmentsOf(
  session: Session,
  cases: readonly string[],
  ids: readonly string[],
): Promise<readonly string[]> {
  const { attachment_uses: uses, instances } = session.names
  const { selectTexts } = session.dialect
  const rows = await session.run(
    `select distinct u.attachment from ${uses} u join ${instances} i on i.row_id = u.instance
     where i.id in (${selectTexts}) and u.attachment in (${selectTexts})`,
    [JSON.stringify(cases), JSON.stringify(ids)],
  )
  return rows.map((row) => text(row, 'attachment'))
}

/** The name under which content is held: nobody takes it away while an attachment with it is added, or the other way round. */
export function heldContent({ sha256 }: Pick<AttachmentRow, 'sha256'>): string {
  return `content ${sha256}`
}

/** Adds an attachment. Waits for whoever takes the same content away just then. */
export async function insertAttachment(session: Session, row: AttachmentRow): Promise<void> {
  await holdNames(session, [heldContent(row)])
  await session.run(
    `insert into ${session.names.attachments} (id, sha256, name, media_type, size, uploaded_by, at, state)
     values (?, ?, ?, ?, ?, ?, ?, 'unused')`,
    [row.id, row.sha256, row.name ?? null, row.mediaType, row.size, row.uploadedBy, row.at],
  )
}

/** How many attachments of a sender no case refers to yet. */
export async function countUnusedAttachments(session: Session, uploadedBy: string): Promise<number> {
  const [row] = await session.run(
    `select count(*) as unused from ${session.names.attachments} where state = 'unused' and uploaded_by = ?`,
    [uploadedBy],
  )
  return row ? integer(row, 'unused') : 0
}

/** Content by its hash. */
export async function readContent(session: Session, sha256: string): Promise<Uint8Array | undefined> {
  const [row] = await session.run(
    `select content from ${session.names.attachment_contents} where sha256 = ?`,
    [sha256],
  )
  return row && bytes(row, 'content')
}

/** Hashes under which content is kept, in order, behind one of them. */
export async function readContentNames(
  session: Session,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await session.run(
    `select sha256 from ${session.names.attachment_contents} where sha256 > ? order by sha256 limit ?`,
    [after, limit],
  )
  return rows.map((row) => text(row, 'sha256'))
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

/** Notes the attachments a case has come to refer to. */
export async function saveAttachmentUses(
  session: Session,
  rowId: number,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await insertRows(
    session,
    {
      table: session.names.attachment_uses,
      columns: { attachment: 'text', instance: 'integer' },
      conflict: 'on conflict (attachment, instance) do nothing',
    },
    [...new Set(ids)].map((id) => [id, rowId]),
  )
  await runRows(
    session,
    `update ${session.names.attachments} set state = 'used'
     where state = 'unused' and id in (${session.dialect.selectTexts})`,
    [...ids],
  )
}
