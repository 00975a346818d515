import type { Instant } from '../../time/instant.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { MessageRow, MessageStatus, Page, PageRequest } from '../port.js'
import { integer, text, type Row } from '../row.js'
import type { Session } from '../session.js'
import { messageColumns, messageRow, openStatuses } from './messages.js'

/**
 * What can be brought by `now`, in the order in which it takes effect: new messages, those that waited and whose
 * receiver has changed since, and those held by a fault whose time has come.
 */
export async function readDueMessages(
  session: Session,
  now: Instant,
  limit: number,
): Promise<readonly MessageRow[]> {
  const { messages, instances } = session.names
  const fresh = await session.run(
    `select ${messageColumns} from ${messages} m where m.status = 'pending' order by m.due, m.row_id limit ?`,
    [limit],
  )
  const again = await session.run(
    `select ${messageColumns}, i.updated_at from ${messages} m join ${instances} i on i.id = m.receiver
     where m.status = 'waiting' and i.revision > m.tried order by i.updated_at, m.row_id limit ?`,
    [limit],
  )
  const held = await session.run(
    `select ${messageColumns}, coalesce(i.updated_at, 0) as updated_at
     from ${messages} m left join ${instances} i on i.id = m.receiver
     where m.status = 'held' and m.retry_at <= ? order by m.retry_at, m.row_id limit ?`,
    [now, limit],
  )
  return [...fresh.map(messageRow), ...[...again, ...held].map(dueAgain)]
    .sort((a, b) => a.due - b.due || a.row - b.row)
    .slice(0, limit)
}

function dueAgain(row: Row): MessageRow {
  const message = messageRow(row)
  return { ...message, due: Math.max(message.due, integer(row, 'updated_at')) }
}

/** How many events from the same case to the same case wait behind each of these messages, by their ids. */
export async function countBehind(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const { messages } = session.names
  const rows = await session.run(
    `select m.id, (select count(*) from ${messages} b where b.sender = m.sender and b.receiver = m.receiver
       and b.row_id > m.row_id and b.kind = 'receive' and b.status in ${openStatuses}) as behind
     from ${messages} m where m.id in (${session.dialect.selectTexts})`,
    [JSON.stringify(ids)],
  )
  return new Map(rows.map((row) => [text(row, 'id'), integer(row, 'behind')]))
}

/** The messages that asked for cases. */
export async function readBegins(
  session: Session,
  instances: readonly string[],
): Promise<readonly MessageRow[]> {
  if (instances.length === 0) return []
  const rows = await session.run(
    `select ${messageColumns} from ${session.names.messages} m
     where m.receiver in (${session.dialect.selectTexts}) and m.kind = 'begin'`,
    [JSON.stringify(instances)],
  )
  return rows.map(messageRow)
}

/** Messages from and to a case that were not taken: those still to be taken first, each part in order. */
export async function readOpenMessages(
  session: Session,
  instance: string,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<MessageRow>> {
  const place = fromCursor('messages-of', page, 'number')
  const half = (side: 'sender' | 'receiver'): string =>
    `select ${messageColumns}, case when m.status in ${openStatuses} then 0 else 1 end as rank
     from ${session.names.messages} m where m.${side} = ? and m.status <> 'taken'`
  const rows = await session.run(
    `select * from (${half('sender')} union ${half('receiver')}) b
     ${place ? 'where (rank, row_id) > (?, ?)' : ''} order by rank, row_id limit ?`,
    [instance, instance, ...(place ?? []), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: messageRow,
    cursor: (row) => toCursor('messages-of', [integer(row, 'rank'), integer(row, 'row_id')]),
  })
}

/** Messages of all cases with one status, those that were told first at the top. */
export async function listMessages(
  session: Session,
  status: Exclude<MessageStatus, 'taken'>,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<MessageRow>> {
  const place = fromCursor(`messages-${status}`, page, 'number', 0)
  const rows = await session.run(
    // The index leaves out what was taken, and serves only who says so.
    `select ${messageColumns} from ${session.names.messages} m
     where m.status = ? and m.status <> 'taken' ${place ? 'and m.row_id > ?' : ''} order by m.row_id limit ?`,
    [status, ...(place ?? []), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: messageRow,
    cursor: (row) => toCursor(`messages-${status}`, [integer(row, 'row_id')]),
  })
}
