import type { CaseMessage } from '../../core/command.js'
import type { JsonObject } from '../../errors/json.js'
import type { MessageChange, MessageRow, MessageStatus } from '../port.js'
import type { Instant } from '../../time/instant.js'
import { integer, json, optionalInteger, text, type Row } from '../row.js'
import { insertRows, type Session } from '../session.js'

/*
 * A row per message between cases, in the order in which they were told (`row_id`). `tried` is the revision the
 * receiver had when the message was last brought in vain: it is brought again once the case has another. One that met a
 * fault is held until `retry_at` instead, and `faults` counts them in a row. `body` keeps values of the case until the
 * message is settled, and no longer. `due` is when it takes effect, `since` when it was first refused or met a fault.
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
  faults: 'integer',
  due: 'integer',
} as const

/** What is read of a message `m`. */
export const messageColumns =
  'm.row_id, m.id, m.sender, m.receiver, m.body, m.status, m.at, m.tried, m.attempts, m.faults, m.retry_at, m.due, m.since, m.detail'

/** Statuses of messages that are still to be taken, as the index of open messages has them. */
export const openStatuses = `('pending', 'waiting', 'held')`

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
      return [id, from, to, body.kind, JSON.stringify(kept), status, at, 0, 0, 0, at]
    }),
  )
}

/** A message as it stands. */
export async function readMessage(session: Session, id: string, lock = ''): Promise<MessageRow | undefined> {
  const rows = await session.run(
    `select ${messageColumns} from ${session.names.messages} m where m.id = ?${lock}`,
    [id],
  )
  return rows[0] && messageRow(rows[0])
}

/** A message under the write lock of the transaction. */
export function lockMessage(session: Session, id: string): Promise<MessageRow | undefined> {
  return readMessage(session, id, session.dialect.forUpdate)
}

/** Stores what became of a message. */
export async function updateMessage(
  session: Session,
  id: string,
  { status, tried = 0, attempts, body, due, since, detail, faults = 0, retryAt }: MessageChange,
): Promise<void> {
  await session.run(
    `update ${session.names.messages} set status = ?, tried = ?, attempts = ?, faults = ?, retry_at = ?, body = ?,
     due = coalesce(?, due), since = ?, detail = ? where id = ?`,
    [
      ...[status, tried, attempts, faults, retryAt ?? null, JSON.stringify(body), due ?? null, since ?? null],
      ...[detail ? JSON.stringify(detail) : null, id],
    ],
  )
}

/** Messages for a case that are still to be taken, in the order in which they were told, under the write lock. */
export async function lockMessagesTo(session: Session, instance: string): Promise<readonly MessageRow[]> {
  const rows = await session.run(
    `select ${messageColumns} from ${session.names.messages} m
     where m.receiver = ? and m.status in ${openStatuses} order by m.row_id${session.dialect.forUpdate}`,
    [instance],
  )
  return rows.map(messageRow)
}

/** Has messages wait until their receiver has another revision than `tried`. Nothing else about them changes. */
export async function keepMessages(session: Session, ids: readonly string[], tried: number): Promise<void> {
  if (ids.length === 0) return
  await session.run(
    `update ${session.names.messages} set status = 'waiting', tried = ?, faults = 0, retry_at = null
     where id in (${session.dialect.selectTexts})`,
    [tried, JSON.stringify(ids)],
  )
}

/** Why no message for a case is taken now. */
export interface ParkedMessages {
  readonly tried: number
  /** When the case last changed. */
  readonly at: Instant
  readonly detail: JsonObject
}

/** Has all messages for a case wait until it has another revision than `tried`, since it takes none as it stands. */
export async function parkMessagesTo(
  session: Session,
  instance: string,
  { tried, at, detail }: ParkedMessages,
): Promise<void> {
  await session.run(
    `update ${session.names.messages} set status = 'waiting', tried = ?, faults = 0, retry_at = null, detail = ?,
     since = coalesce(since, case when due > ? then due else ? end)
     where receiver = ? and status in ${openStatuses}`,
    [tried, JSON.stringify(detail), at, at, instance],
  )
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

/** A message from a row that has `messageColumns`. */
export function messageRow(row: Row): MessageRow {
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
    faults: integer(row, 'faults'),
    ...optionalInteger(row, 'retry_at', 'retryAt'),
    due: integer(row, 'due'),
    ...optionalInteger(row, 'since', 'since'),
    ...(row['detail'] === null ? {} : { detail: json(row, 'detail') as MessageRow['detail'] & object }),
  }
}
