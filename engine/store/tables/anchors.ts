import type { AnchoredHead, AnchorRow, ChainHead, UnanchoredHead } from '../port.js'
import { integer, type Row, text } from '../row.js'
import { holdNames, insertRows, type Session } from '../session.js'

/** Stores a signed anchor. */
export async function insertAnchor(session: Session, anchor: AnchorRow): Promise<void> {
  await session.run(
    `insert into ${session.names.anchors}
       (number, at, instances, row_count, previous, hash, signing_key, signature) values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      anchor.number,
      anchor.at,
      anchor.instances,
      anchor.rows,
      anchor.previous,
      anchor.hash,
      anchor.key,
      anchor.signature,
    ],
  )
}

/** Anchors in order: all, or some behind a number. */
export async function readAnchors(
  session: Session,
  page?: { readonly after: number; readonly limit: number },
): Promise<readonly AnchorRow[]> {
  const rows = await session.run(
    `select * from ${session.names.anchors} ${page ? 'where number > ?' : ''} order by number ${page ? 'limit ?' : ''}`,
    page ? [page.after, page.limit] : [],
  )
  return rows.map(toAnchor)
}

/** The newest anchor. */
export async function readLastAnchor(session: Session): Promise<AnchorRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.anchors} order by number desc limit 1`)
  return row && toAnchor(row)
}

/** The newest anchor, for whoever writes the next one: nobody else does before the end of the transaction. */
export async function lockLastAnchor(session: Session): Promise<AnchorRow | undefined> {
  await holdNames(session, [session.names.anchors])
  return readLastAnchor(session)
}

/** Heads that grew since they were last anchored, in id order. */
export async function readUnanchoredHeads(
  session: Session,
  after: string | undefined,
  limit: number,
): Promise<readonly UnanchoredHead[]> {
  const rows = await session.run(
    `select id, trail_count, trail_hash, anchored_count from ${session.names.instances}
     where trail_count > anchored_count and id > ? order by id limit ?`,
    [after ?? '', limit],
  )
  return rows.map((row) => ({
    instance: text(row, 'id'),
    count: integer(row, 'trail_count'),
    hash: text(row, 'trail_hash'),
    anchoredCount: integer(row, 'anchored_count'),
  }))
}

/** Notes the heads an anchor covers, and in each case that its rows so far are covered. */
export async function insertAnchorHeads(
  session: Session,
  anchor: number,
  heads: readonly ChainHead[],
): Promise<void> {
  if (heads.length === 0) return
  const { anchor_heads: table, instances } = session.names
  await insertRows(
    session,
    {
      table,
      columns: { anchor: 'integer', instance: 'text', trail_count: 'integer', trail_hash: 'text' },
    },
    heads.map((head) => [anchor, head.instance, head.count, head.hash]),
  )
  await session.run(
    `update ${instances} set anchored_count = trail_count where id in (${session.dialect.selectTexts})`,
    [JSON.stringify(heads.map((head) => head.instance))],
  )
}

/** Heads that one anchor covers anew, in id order, beside the hash that the trail has there today. */
export async function readAnchorHeads(
  session: Session,
  anchor: number,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly AnchoredHead[]> {
  const { anchor_heads: heads, trail, instances } = session.names
  const rows = await session.run(
    `select h.instance, h.trail_count, h.trail_hash, t.hash as found, i.row_id as found_instance
     from ${heads} h
     left join ${trail} t on t.instance = h.instance and t.seq = h.trail_count
     left join ${instances} i on i.id = h.instance
     where h.anchor = ? and h.instance > ? order by h.instance limit ?`,
    [anchor, page.after ?? '', page.limit],
  )
  return rows.map((row) => ({
    instance: text(row, 'instance'),
    count: integer(row, 'trail_count'),
    hash: text(row, 'trail_hash'),
    instanceExists: row.found_instance !== null,
    ...(row.found === null ? {} : { found: text(row, 'found') }),
  }))
}

function toAnchor(row: Row): AnchorRow {
  return {
    number: integer(row, 'number'),
    at: integer(row, 'at'),
    instances: integer(row, 'instances'),
    rows: integer(row, 'row_count'),
    previous: text(row, 'previous'),
    hash: text(row, 'hash'),
    key: text(row, 'signing_key'),
    signature: text(row, 'signature'),
  }
}
