import type { CaseMessage } from '../../core/command.js'
import type { MessageChange, MessageRow, MessageStatus } from '../port.js'
import { integer, json, optionalInteger, text, type Row } from '../row.js'
import { insertRows, type Session } from '../session.js'

/*
 * A row per message between cases, in the order in which they were told (`row_id`). `tried` is the revision the
 * receiver had when the message was last brought in vain: it is brought again once the case has another. `body` keeps
 * values of the case until the message is taken, and no longer.
 */
const columns = {
  id: 'text',
  sender: 'text',
  receiver: 'text',
  kind: 'text',
  body: 'text',
  status: 'text',
  at: 'integer',
  tried: 'integer',
  attempts: 'integer',
} as const

const selected = 'm.row_id, m.id, m.sender, m.receiver, m.body, m.status, m.at, m.tried, m.attempts, m.detail'

/** Adds messages. One of history is never brought. */
export async function insertMessages(
  session: Session,
  messages: readonly CaseMessage[],
  status: Extract<MessageStatus, 'pending' | 'ignored'>,
): Promise<void> {
  await insertRows(
    session,
    { table: session.names.messages, columns },
    messages.map(({ id, from, to, at, body }) => {
      const kept = status === 'pending' ? body : { kind: body.kind }
      return [id, from, to, body.kind, JSON.stringify(kept), status, at, 0, 0]
    }),
  )
}

/** A message under the write lock of the transaction. */
export async function lockMessage(session: Session, id: string): Promise<MessageRow | undefined> {
  const rows = await session.run(
    `select ${selected} from ${session.names.messages} m where m.id = ?${session.dialect.forUpdate}`,
    [id],
  )
  return rows[0] && messageRow(rows[0])
}

/** Stores what became of a message. */
export async function updateMessage(
  session: Session,
  id: string,
  { status, tried = 0, attempts, body, detail }: MessageChange,
): Promise<void> {
  await session.run(
    `update ${session.names.messages} set status = ?, tried = ?, attempts = ?, body = ?, detail = ? where id = ?`,
    [status, tried, attempts, JSON.stringify(body), detail ? JSON.stringify(detail) : null, id],
  )
}

/** What can be brought now, in order: new messages, and those that waited and whose receiver has changed since. */
export async function readDueMessages(session: Session, limit: number): Promise<readonly MessageRow[]> {
  const { messages, instances } = session.names
  const fresh = await session.run(
    `select ${selected} from ${messages} m where m.status = 'pending' order by m.row_id limit ?`,
    [limit],
  )
  const again = await session.run(
    `select ${selected} from ${messages} m join ${instances} i on i.id = m.receiver
     where m.status = 'waiting' and i.revision > m.tried order by m.row_id limit ?`,
    [limit],
  )
  return [...fresh, ...again]
    .map(messageRow)
    .sort((a, b) => a.row - b.row)
    .slice(0, limit)
}

/** Whether an earlier message of the same two cases was not taken yet. */
export async function isBehindAnother(session: Session, { row, from, to }: MessageRow): Promise<boolean> {
  const rows = await session.run(
    `select 1 as found from ${session.names.messages}
     where sender = ? and receiver = ? and row_id < ? and status in ('pending', 'waiting') limit 1`,
    [from, to, row],
  )
  return rows.length > 0
}

/** The message that asked for a case. */
export async function readBeginOf(session: Session, instance: string): Promise<MessageRow | undefined> {
  const rows = await session.run(
    `select ${selected} from ${session.names.messages} m where m.receiver = ? and m.kind = 'begin' limit 1`,
    [instance],
  )
  return rows[0] && messageRow(rows[0])
}

/** Messages from and to a case that were not taken, in order. */
export async function readOpenMessages(session: Session, instance: string): Promise<readonly MessageRow[]> {
  const of = (side: 'sender' | 'receiver'): string =>
    `select ${selected} from ${session.names.messages} m where m.${side} = ? and m.status <> 'taken'`
  const rows = await session.run(`${of('sender')} union ${of('receiver')} order by 1 limit 500`, [
    instance,
    instance,
  ])
  return rows.map(messageRow)
}

function messageRow(row: Row): MessageRow {
  return {
    row: integer(row, 'row_id'),
    id: text(row, 'id'),
    from: text(row, 'sender'),
    to: text(row, 'receiver'),
    at: integer(row, 'at'),
    body: json(row, 'body') as CaseMessage['body'],
    status: text(row, 'status') as MessageStatus,
    ...optionalInteger(row, 'tried', 'tried'),
    attempts: integer(row, 'attempts'),
    ...(row['detail'] === null ? {} : { detail: json(row, 'detail') as MessageRow['detail'] & object }),
  }
}
