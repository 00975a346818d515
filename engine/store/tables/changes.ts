import { EngineError } from '../../errors/index.js'
import type { ChangeBatch, ChangeRow } from '../change-rows.js'
import { commitOrders, type ChangePlace, type CommitOrder } from '../commit-order.js'
import { toCursor } from '../cursor.js'
import type { SavedStep } from '../port.js'
import { integer, type Row, text } from '../row.js'
import { runRows, type Session } from '../session.js'

const columns = {
  instance: 'text',
  process: 'text',
  revision: 'integer',
  at: 'integer',
  kind: 'text',
} as const

/** Kind of the row that stays where others were taken away before it. */
const mark = 'mark'

/** The place before every change. */
const beginning: ChangePlace = { xid: 0, row: 0 }

const orderOf = ({ dialect }: Session): CommitOrder => commitOrders[dialect.name]

/** Notes that a step of a case is saved. The case is locked. */
export async function insertChange(session: Session, { before, after }: SavedStep): Promise<void> {
  const { names, dialect } = session
  const sql = orderOf(session).insert(
    names.changes,
    Object.keys(columns).join(', '),
    dialect.selectRows(columns),
  )
  await runRows(session, sql, [
    [after.id, after.process, after.revision, after.updatedAt, kindOf(before, after)],
  ])
}

function kindOf(before: SavedStep['before'], after: SavedStep['after']): ChangeRow['kind'] {
  if (after.status === 'ended' && before?.status !== 'ended') return 'ended'
  return before ? 'changed' : 'created'
}

/** Changes behind a cursor, no more than `limit`. Throws `usage-wrong` for a cursor that is none. */
export async function readChanges(session: Session, cursor: string, limit: number): Promise<ChangeBatch> {
  const order = orderOf(session)
  const place = fromCursor(cursor)
  const rows = await session.run(
    `select ${order.xid} as xid, row_id, instance, process, revision, at, kind from ${session.names.changes}
     where ${order.behind} and ${order.settled} order by ${order.order} limit ?`,
    [...order.bind(place), limit],
  )
  const last = rows.at(-1)
  const isMark = (row: Row): boolean => text(row, 'kind') === mark
  return {
    items: rows.filter((row) => !isMark(row)).map(toChange),
    end: last ? cursorOf(last) : cursor,
    more: rows.length === limit,
    // Whoever stands before the mark has not passed all that was taken away.
    gap: rows.some(isMark),
  }
}

/**
 * The cursor before every change that is kept, or one behind which is whatever is committed from now on: where there
 * are several writers, also what was committed while an older transaction is still open.
 */
export async function readChangeCursor(session: Session, from: 'start' | 'now'): Promise<string> {
  if (from === 'start') return toCursor(list, [beginning.xid, beginning.row])
  const end = await readEnd(session)
  return toCursor(list, [integer(end, 'place_xid'), integer(end, 'place_row')])
}

/**
 * Throws `usage-wrong` for a cursor that is none, and `cursor-expired` for one that lies behind every change there is:
 * it was given before the database was put back to an earlier state.
 */
export async function checkChangeCursor(session: Session, cursor: string): Promise<void> {
  const { xid, row } = fromCursor(cursor)
  const end = await readEnd(session)
  if (row > integer(end, 'newest') || xid > integer(end, 'next_xid'))
    throw new EngineError(
      'cursor-expired',
      'Expected a cursor of this database, but no change it has is that late: it may have been put back to an ' +
        'earlier state. Read the cases again, and follow the changes from there.',
    )
}

async function readEnd(session: Session): Promise<Row> {
  const [row = {}] = await session.run(
    `select ${orderOf(session).end}, newest
     from (select coalesce(max(row_id), 0) as newest from ${session.names.changes}) as known`,
  )
  return row
}

/**
 * Forgets the oldest changes, at most `limit` of them, as far as they were written longer ago than `age` milliseconds.
 * The last of them stays as a mark, so that a reader who had not come so far is told. Gives how many were forgotten.
 */
export async function purgeChanges(session: Session, age: number, limit: number): Promise<number> {
  const { names, dialect } = session
  const order = orderOf(session)
  const rows = await session.run(
    `select ${order.xid} as xid, row_id, kind,
       case when written_at < ${dialect.now} - ? then 1 else 0 end as is_old
     from ${names.changes} where ${order.settled} order by ${order.order} limit ?`,
    [age, limit],
  )
  const young = rows.findIndex((row) => integer(row, 'is_old') === 0)
  const old = young === -1 ? rows : rows.slice(0, young)
  const last = old.at(-1)
  if (!last || (old.length === 1 && text(last, 'kind') === mark)) return 0
  const place = { xid: integer(last, 'xid'), row: integer(last, 'row_id') }
  await session.run(`delete from ${names.changes} where ${order.before}`, order.bind(place))
  await session.run(`update ${names.changes} set kind = ? where row_id = ?`, [mark, place.row])
  return old.filter((row) => text(row, 'kind') !== mark).length
}

/**
 * Puts changes in their place that come from another server: a dump brings the numbers of its transactions, and here
 * they would stand behind all others until this server has reached them.
 */
export async function settleForeignChanges(session: Session): Promise<void> {
  if (session.dialect.oneWriter) return
  const { changes } = session.names
  await session.run(
    `update ${changes} set xid = 0 where xid <> 0 and exists (
       select 1 from ${changes} where xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`,
  )
}

const list = 'changes'

function toChange(row: Row): ChangeRow {
  return {
    cursor: cursorOf(row),
    at: integer(row, 'at'),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    revision: integer(row, 'revision'),
    kind: text(row, 'kind') as ChangeRow['kind'],
  }
}

function cursorOf(row: Row): string {
  return toCursor(list, [integer(row, 'xid'), integer(row, 'row_id')])
}

function fromCursor(cursor: string): ChangePlace {
  const parts = partsOf(cursor)
  if (Array.isArray(parts) && parts.length === 3 && parts[0] === list) {
    const [, xid, row] = parts as readonly unknown[]
    if (isCount(xid) && isCount(row)) return { xid, row }
  }
  throw new EngineError(
    'usage-wrong',
    "Expected the 'cursor' of a change as the place to go on from, but it is something else.",
  )
}

function partsOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
