import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { Page, PageRequest, SessionFilter, SessionRow, SignInLinkRow } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import type { Binding, Session } from '../session.js'

/** Stores a session by the hash of its secret. */
export async function insertSession(session: Session, row: SessionRow): Promise<void> {
  await session.run(
    `insert into ${session.names.sessions}
       (id, hash, actor, api_key, roles, agent, created_at, used_at, ends_at, ended_at, ended_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.hash,
      row.actor,
      row.apiKey ?? null,
      JSON.stringify(row.roles),
      row.agent ?? null,
      row.createdAt,
      row.usedAt,
      row.endsAt,
      row.endedAt ?? null,
      row.endedBy ?? null,
    ],
  )
}

/** Notes the use of a session, unless a later one is noted. */
export async function touchSession(session: Session, id: string, at: number): Promise<void> {
  await session.run(`update ${session.names.sessions} set used_at = ? where id = ? and used_at < ?`, [
    at,
    id,
    at,
  ])
}

/** Ends a session; `false` when there is none or it was ended before. */
export async function endSession(
  session: Session,
  { id, at, by }: { readonly id: string; readonly at: number; readonly by: string },
): Promise<boolean> {
  const rows = await session.run(
    `update ${session.names.sessions} set ended_at = ?, ended_by = ?
     where id = ? and ended_at is null returning id`,
    [at, by, id],
  )
  return rows.length === 1
}

/** Finds a session by the hash of its secret, also one that is over. */
export async function readSessionByHash(session: Session, hash: string): Promise<SessionRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.sessions} where hash = ?`, [hash])
  return row && toSession(row)
}

/** A session by its id. */
export async function readSession(session: Session, id: string): Promise<SessionRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.sessions} where id = ?`, [id])
  return row && toSession(row)
}

/** Open sessions, the newest first. */
export async function listSessions(
  session: Session,
  { actor, usedAfter, now }: SessionFilter,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<SessionRow>> {
  const place = fromCursor('sessions', page, 'number', 0)
  const behind: readonly Binding[] = place === undefined ? [] : [place[0]]
  const rows = await session.run(
    `select * from ${session.names.sessions}
     where ended_at is null and used_at > ? and ends_at > ?
       ${actor === undefined ? '' : 'and actor = ?'} ${place === undefined ? '' : 'and row_id < ?'}
     order by row_id desc limit ?`,
    [usedAfter, now, ...(actor === undefined ? [] : [actor]), ...behind, page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: toSession,
    cursor: (row) => toCursor('sessions', [integer(row, 'row_id')]),
  })
}

/** Stores a link by the hash of its secret. */
export async function insertSignInLink(session: Session, link: SignInLinkRow): Promise<void> {
  await session.run(
    `insert into ${session.names.sign_in_links} (hash, api_key, expires_at) values (?, ?, ?)`,
    [link.hash, link.apiKey, link.expiresAt],
  )
}

/** Uses a link up and gives the id of its key. Of two that try at once one gets it. */
export async function spendSignInLink(
  session: Session,
  hash: string,
  at: number,
): Promise<string | undefined> {
  const [row] = await session.run(
    `update ${session.names.sign_in_links} set used_at = ?
     where hash = ? and used_at is null and expires_at > ? returning api_key`,
    [at, hash, at],
  )
  return row && text(row, 'api_key')
}

/** Forgets sessions and links that were over before an instant and returns how many. */
export async function purgeSessions(session: Session, before: number): Promise<number> {
  const { sessions, sign_in_links: links } = session.names
  const gone = await session.run(`delete from ${sessions} where ends_at < ? returning id`, [before])
  const spent = await session.run(`delete from ${links} where expires_at < ? returning hash`, [before])
  return gone.length + spent.length
}

function toSession(row: Row): SessionRow {
  return {
    id: text(row, 'id'),
    hash: text(row, 'hash'),
    actor: text(row, 'actor'),
    ...optionalText(row, 'api_key', 'apiKey'),
    roles: json(row, 'roles') as string[],
    ...optionalText(row, 'agent', 'agent'),
    createdAt: integer(row, 'created_at'),
    usedAt: integer(row, 'used_at'),
    endsAt: integer(row, 'ends_at'),
    ...optionalInteger(row, 'ended_at', 'endedAt'),
    ...optionalText(row, 'ended_by', 'endedBy'),
  }
}
