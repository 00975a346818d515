import type { LeavingAttachment } from '../port.js'
import { text } from '../row.js'
import { deleteRows, type Session } from '../session.js'

/** Lets attachments leave that were added before an instant and that no case refers to, the oldest first. */
export async function retireAttachments(session: Session, before: number, limit: number): Promise<void> {
  const table = session.names.attachments
  await session.run(
    `update ${table} set state = 'leaving' where state = 'unused' and id in
     (select id from ${table} where state = 'unused' and at < ? order by at limit ?)`,
    [before, limit],
  )
}

/** Attachments on their way out but for some, the oldest first; `free` where no other one has the same content. */
export async function readLeavingAttachments(
  session: Session,
  limit: number,
  except: readonly string[] = [],
): Promise<readonly LeavingAttachment[]> {
  const table = session.names.attachments
  const rows = await session.run(
    `select a.id, a.sha256, exists (select 1 from ${table} o where o.sha256 = a.sha256 and o.state <> 'leaving') as kept
     from ${table} a where a.state = 'leaving' and a.id not in (${session.dialect.selectTexts})
     order by a.at limit ?${session.dialect.forUpdate}`,
    [JSON.stringify(except), limit],
  )
  return rows.map((row) => ({
    id: text(row, 'id'),
    sha256: text(row, 'sha256'),
    free: Number(row['kept']) === 0,
  }))
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
