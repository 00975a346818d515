import type { JsonObject, JsonValue } from '../../errors/json.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import { type PersonalValues, showPersonal } from '../personal-values.js'
import type { ChainPart, ChainRow, ChainState, Page, PageRequest, TrailRow } from '../port.js'
import { integer, json, optionalText, type Row, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

const columns = {
  instance: 'text',
  seq: 'integer',
  at: 'integer',
  type: 'text',
  actor: 'text',
  via: 'text',
  body: 'text',
  personal: 'text',
  previous: 'text',
  hash: 'text',
} as const

/** Appends chained rows. Nothing in this store updates or deletes them. */
export async function insertTrail(
  session: Session,
  instance: string,
  rows: readonly ChainRow[],
): Promise<void> {
  await insertRows(
    session,
    { table: session.names.trail, columns },
    rows.map((row) => [
      instance,
      row.seq,
      row.at,
      row.type,
      row.actor,
      row.via,
      row.body,
      row.personal && JSON.stringify(row.personal),
      row.previous,
      row.hash,
    ]),
  )
}

/** One page of a trail as people read it, the oldest row first; without personal values as if they were erased. */
export async function listTrail(
  session: Session,
  instance: string,
  page: PageRequest,
  { withoutPersonal = false }: { readonly withoutPersonal?: boolean } = {},
): Promise<Page<TrailRow>> {
  const place = fromCursor('trail', page, 'string')
  const rows = await readChain(session, instance, { after: place?.[0] ?? 0, limit: page.limit + 1 })
  return toPage(rows, page.limit, {
    item: (row) => toTrailRow(row, withoutPersonal),
    cursor: (row) => toCursor('trail', [row.seq, '']),
  })
}

/** Rows as they are stored, in order of `seq`. */
export async function readChain(
  session: Session,
  instance: string,
  page: { readonly after?: number; readonly limit?: number } = {},
): Promise<readonly ChainRow[]> {
  const rows = await session.run(
    `select seq, at, type, actor, via, body, personal, previous, hash from ${session.names.trail}
     where instance = ?${page.after === undefined ? '' : ' and seq > ?'} order by seq${page.limit === undefined ? '' : ' limit ?'}`,
    [
      instance,
      ...(page.after === undefined ? [] : [page.after]),
      ...(page.limit === undefined ? [] : [page.limit]),
    ],
  )
  return rows.map(toChainRow)
}

/** Heads with what the trail and the anchors say about them. */
export async function readChainStates(
  session: Session,
  {
    after,
    limit,
    until,
  }: { readonly after: string | undefined; readonly limit: number; readonly until: string | undefined },
): Promise<readonly ChainState[]> {
  const { instances, trail, anchor_heads: heads } = session.names
  const rows = await session.run(
    `select i.id, i.number, i.trail_count, i.trail_hash, i.anchored_count,
       coalesce((select max(t.seq) from ${trail} t where t.instance = i.id), 0) as last_seq,
       coalesce((select max(h.trail_count) from ${heads} h where h.instance = i.id), 0) as covered_count
     from ${instances} i where i.id > ?${until === undefined ? '' : ' and i.id <= ?'} order by i.id limit ?`,
    [after ?? '', ...(until === undefined ? [] : [until]), limit],
  )
  return rows.map((row) => ({
    instance: text(row, 'id'),
    ...optionalText(row, 'number', 'number'),
    count: integer(row, 'trail_count'),
    hash: text(row, 'trail_hash'),
    lastSeq: integer(row, 'last_seq'),
    anchoredCount: integer(row, 'anchored_count'),
    coveredCount: integer(row, 'covered_count'),
  }))
}

/** Columns of a line of `readChainText`, in its order. */
const lineColumns = Object.keys(columns)

/** Before every number a row can have, also those no row should have. */
const beforeAll = -Number.MAX_SAFE_INTEGER

/**
 * Rows of parts of trails as lines of JSON, in the order of cases and rows. One text is read in a fraction of the time of
 * as many rows, and can be compared with what it was.
 */
export async function readChainText(session: Session, parts: readonly ChainPart[]): Promise<string> {
  if (parts.length === 0) return ''
  const { dialect, names } = session
  const wanted = dialect.selectRows({ id: 'text', low: 'integer', high: 'integer' })
  const [row] = await session.run(
    `select ${dialect.linesOf(lineColumns)} as lines from (
       select t.* from (${wanted}) p join ${names.trail} t on t.instance = p.id and t.seq > p.low and t.seq <= p.high
       order by t.instance, t.seq) as rows`,
    [JSON.stringify(parts.map(({ instance, after = beforeAll, until }) => [instance, after, until]))],
  )
  return row?.lines === null || row === undefined ? '' : text(row, 'lines')
}

/** A row of a trail out of a line of `readChainText`. Throws `database-failed` for columns that hold something else. */
export function chainLine(line: string): { readonly instance: string; readonly row: ChainRow } {
  const values = JSON.parse(line) as readonly unknown[]
  const row: Row = Object.fromEntries(lineColumns.map((name, index) => [name, values[index]]))
  return { instance: text(row, 'instance'), row: toChainRow(row) }
}

/** Cases, and the rows their heads count. */
export async function readChainTotals(
  session: Session,
): Promise<{ readonly instances: number; readonly rows: number }> {
  const [row = {}] = await session.run(
    `select count(*) as instances, coalesce(sum(trail_count), 0) as trail_rows from ${session.names.instances}`,
  )
  return { instances: integer(row, 'instances'), rows: integer(row, 'trail_rows') }
}

/** Ids with trail rows but without a case. */
export async function readOrphanTrails(
  session: Session,
  after: string | undefined,
  limit: number,
): Promise<readonly string[]> {
  const rows = await session.run(
    `select distinct t.instance from ${session.names.trail} t where t.instance > ?
       and not exists (select 1 from ${session.names.instances} i where i.id = t.instance)
     order by t.instance limit ?`,
    [after ?? '', limit],
  )
  return rows.map((row) => text(row, 'instance'))
}

function toChainRow(row: Row): ChainRow {
  return {
    seq: integer(row, 'seq'),
    at: integer(row, 'at'),
    type: text(row, 'type'),
    ...optionalText(row, 'actor', 'actor'),
    ...optionalText(row, 'via', 'via'),
    body: text(row, 'body'),
    ...(row.personal === null ? {} : { personal: json(row, 'personal') as PersonalValues }),
    previous: text(row, 'previous'),
    hash: text(row, 'hash'),
  }
}

function toTrailRow(row: ChainRow, withoutPersonal: boolean): TrailRow {
  const body = json({ body: row.body }, 'body') as JsonValue
  return {
    seq: row.seq,
    at: row.at,
    type: row.type,
    ...(row.actor === undefined ? {} : { actor: row.actor }),
    ...(row.via === undefined ? {} : { via: row.via }),
    body: showPersonal(body, withoutPersonal ? {} : row.personal) as JsonObject,
    hash: row.hash,
  }
}
