import type { LeavingAttachment } from '../port.js'
import { text } from '../row.js'
import { deleteRows, holdNames, type Session } from '../session.js'
import { heldContent } from './attachments.js'

/** Lets attachments leave that were added before an instant and that neither a case nor a draft names, the oldest first. */
export async function retireAttachments(session: Session, before: number, limit: number): Promise<void> {
  const { attachments: table, draft_attachments: named } = session.names
  await session.run(
    `update ${table} set state = 'leaving' where state = 'unused' and id in
     (select id from ${table} where state = 'unused' and at < ?
        and not exists (select 1 from ${named} n where n.attachment = ${table}.id)
      order by at limit ?)`,
    [before, limit],
  )
}

/**
 * Attachments on their way out but for some, the oldest first; `free` where no other one has the same content. Until the
 * end of the transaction nobody adds an attachment with one of these contents.
 */
export async function lockLeavingAttachments(
  session: Session,
  limit: number,
  except: readonly string[] = [],
): Promise<readonly LeavingAttachment[]> {
  const table = session.names.attachments
  const { selectTexts, forUpdate } = session.dialect
  const rows = await session.run(
    `select id, sha256 from ${table} where state = 'leaving' and id not in (${selectTexts})
     order by at limit ?${forUpdate}`,
    [JSON.stringify(except), limit],
  )
  const leaving = rows.map((row) => ({ id: text(row, 'id'), sha256: text(row, 'sha256') }))
  const contents = JSON.stringify([...new Set(leaving.map(({ sha256 }) => sha256))])
  await holdNames(session, leaving.map(heldContent))
  // Asked behind that: one that was added before is there to be seen now.
  const found = await session.run(
    `select distinct sha256 from ${table} where state <> 'leaving' and sha256 in (${selectTexts})`,
    [contents],
  )
  const kept = new Set(found.map((row) => text(row, 'sha256')))
  return leaving.map((one) => ({ ...one, free: !kept.has(one.sha256) }))
}

/** Removes attachments that were leaving, and their content where the database keeps it. */
export async function deleteAttachments(session: Session, gone: readonly LeavingAttachment[]): Promise<void> {
  const { attachments, attachment_contents: contents } = session.names
  await deleteRows(
    session,
    { table: attachments, column: 'id' },
    gone.map(({ id }) => id),
  )
  const free = gone.filter((one) => one.free).map(({ sha256 }) => sha256)
  await deleteRows(session, { table: contents, column: 'sha256' }, free)
}
