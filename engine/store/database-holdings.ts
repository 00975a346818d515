import type { Instant } from '../time/instant.js'
import { integer, optionalInteger } from './row.js'
import type { Session } from './session.js'
import { readLastAnchor } from './tables/anchors.js'

/** What a database holds, in a few figures. */
export interface DatabaseHoldings {
  readonly instances: number
  readonly rows: number
  /** When the oldest case began; absent without cases. */
  readonly oldest?: Instant
  /** The latest change of a case. */
  readonly newest?: Instant
  /** The newest anchor, and how many rows it stands for. */
  readonly anchor?: { readonly number: number; readonly at: Instant; readonly rows: number }
  /** Rows that no anchor covers yet. */
  readonly unanchored: number
  /** Attachments whose content is in the database, and those whose content is kept elsewhere. */
  readonly attachments: { readonly inside: number; readonly outside: number }
}

/** Reads the figures, each by a statement of its own. */
export async function readHoldings(session: Session): Promise<DatabaseHoldings> {
  const { instances, attachments, attachment_contents: contents } = session.names
  const [cases = {}] = await session.run(
    `select count(*) as instances, coalesce(sum(trail_count), 0) as trail_rows, min(created_at) as oldest,
       max(updated_at) as newest, coalesce(sum(trail_count - anchored_count), 0) as unanchored from ${instances}`,
  )
  const [files = {}] = await session.run(
    `select count(*) as all_of_them, coalesce(sum(case when exists (
       select 1 from ${contents} c where c.sha256 = a.sha256) then 1 else 0 end), 0) as inside
     from ${attachments} a where a.state <> 'leaving'`,
  )
  const anchor = await readLastAnchor(session)
  const inside = integer(files, 'inside')
  return {
    instances: integer(cases, 'instances'),
    rows: integer(cases, 'trail_rows'),
    ...optionalInteger(cases, 'oldest', 'oldest'),
    ...optionalInteger(cases, 'newest', 'newest'),
    ...(anchor && { anchor: { number: anchor.number, at: anchor.at, rows: anchor.rows } }),
    unanchored: integer(cases, 'unanchored'),
    attachments: { inside, outside: integer(files, 'all_of_them') - inside },
  }
}

/** Contents that attachments have and the database does not keep, in order, in pages. */
export async function readOutsideContents(
  session: Session,
  after: string,
  limit: number,
): Promise<readonly { readonly sha256: string; /** A case refers to it. */ readonly used: boolean }[]> {
  const { attachments, attachment_contents: contents } = session.names
  const rows = await session.run(
    `select a.sha256, max(case when a.state = 'used' then 1 else 0 end) as used from ${attachments} a
     where a.sha256 > ? and a.state <> 'leaving' and not exists (select 1 from ${contents} c where c.sha256 = a.sha256)
     group by a.sha256 order by a.sha256 limit ?`,
    [after, limit],
  )
  return rows.map((row) => ({ sha256: String(row.sha256), used: integer(row, 'used') === 1 }))
}
