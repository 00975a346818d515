import type { CaseMessage } from '../../core/command.js'
import type { MessageChange, MessageRow, MessageStatus } from '../port.js'
import type { Instant } from '../../time/instant.js'
import { integer, json, optionalInteger, text, type Row } from '../row.js'
import { insertRows, type Session } from '../session.js'

/*
 * A row per message between cases, in the order in which they were told (`row_id`). `tried` is the revision the
 * receiver had when the message was last brought in vain: it is brought again once the case has another. `body` keeps
 * values of the case until the message is settled, and no longer. `due` is when it takes effect, `since` when it was first
 * refused.
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
  due: 'integer',
} as const

const selected =
  'm.row_id, m.id, m.sender, m.receiver, m.body, m.status, m.at, m.tried, m.attempts, m.due, m.since, m.detail'

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
      return [id, from, to, body.kind, JSON.stringify(kept), status, at, 0, 0, at]
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
  { status, tried = 0, attempts, body, due, since, detail }: MessageChange,
): Promise<void> {
  await session.run(
    `update ${session.names.messages}
     set status = ?, tried = ?, attempts = ?, body = ?, due = coalesce(?, due), since = ?, detail = ? where id = ?`,
    [
      ...[status, tried, attempts, JSON.stringify(body), due ?? null, since ?? null],
      ...[detail ? JSON.stringify(detail) : null, id],
    ],
  )
}

/**
 * What can be brought now, in the order in which it takes effect: new messages, and those that waited and whose
 * receiver has changed since.
 */
export async function readDueMessages(session: Session, limit: number): Promise<readonly MessageRow[]> {
  const { messages, instances } = session.names
  const fresh = await session.run(
    `select ${selected} from ${messages} m where m.status = 'pending' order by m.due, m.row_id limit ?`,
    [limit],
  )
  const again = await session.run(
    `select ${selected}, i.updated_at from ${messages} m join ${instances} i on i.id = m.receiver
     where m.status = 'waiting' and i.revision > m.tried order by i.updated_at, m.row_id limit ?`,
    [limit],
  )
  const changed = again.map((row) => dueAgain(messageRow(row), integer(row, 'updated_at')))
  return [...fresh.map(messageRow), ...changed].sort((a, b) => a.due - b.due || a.row - b.row).slice(0, limit)
}

function dueAgain(message: MessageRow, changedAt: Instant): MessageRow {
  return { ...message, due: Math.max(message.due, changedAt) }
}

/** Messages for a case that are still to be taken, in the order in which they were told, under the write lock. */
export async function lockMessagesTo(session: Session, instance: string): Promise<readonly MessageRow[]> {
  const rows = await session.run(
    `select ${selected} from ${session.names.messages} m
     where m.receiver = ? and m.status in ('pending', 'waiting') order by m.row_id${session.dialect.forUpdate}`,
    [instance],
  )
  return rows.map(messageRow)
}

/** How many events from the same case to the same case wait behind a message. */
export async function countBehind(
  session: Session,
  { row, from, to }: Pick<MessageRow, 'row' | 'from' | 'to'>,
): Promise<number> {
  const [found] = await session.run(
    `select count(*) as behind from ${session.names.messages}
     where sender = ? and receiver = ? and row_id > ? and kind = 'receive' and status in ('pending', 'waiting')`,
    [from, to, row],
  )
  return found ? integer(found, 'behind') : 0
}

/** Has the waiting messages from a case to another brought again, although the other has not changed. */
export async function releaseMessages(
  session: Session,
  { from, to }: Pick<MessageRow, 'from' | 'to'>,
): Promise<void> {
  await session.run(
    `update ${session.names.messages} set tried = 0 where sender = ? and receiver = ? and status = 'waiting'`,
    [from, to],
  )
}

/** The messages that asked for cases. */
export async function readBegins(
  session: Session,
  instances: readonly string[],
): Promise<readonly MessageRow[]> {
  if (instances.length === 0) return []
  const rows = await session.run(
    `select ${selected} from ${session.names.messages} m
     where m.receiver in (${session.dialect.selectTexts}) and m.kind = 'begin'`,
    [JSON.stringify(instances)],
  )
  return rows.map(messageRow)
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
    due: integer(row, 'due'),
    ...optionalInteger(row, 'since', 'since'),
    ...(row['detail'] === null ? {} : { detail: json(row, 'detail') as MessageRow['detail'] & object }),
  }
}
