import type { ApiKeyRow } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import type { Session } from '../session.js'

/** Stores a key by the hash of its secret. */
export async function insertApiKey(session: Session, key: ApiKeyRow): Promise<void> {
  const values = {
    id: key.id,
    name: key.name,
    hash: key.hash,
    actor: key.actor ?? null,
    roles: JSON.stringify(key.roles),
    processes: key.processes === undefined ? null : JSON.stringify(key.processes),
    read_only: key.readOnly ? 1 : 0,
    may_act_for: key.mayActFor ? 1 : 0,
    created_at: key.createdAt,
    created_by: key.createdBy ?? null,
    expires_at: key.expiresAt ?? null,
    revoked_at: key.revokedAt ?? null,
    revoked_by: key.revokedBy ?? null,
    last_used_at: key.lastUsedAt ?? null,
    old_hash: key.oldHash ?? null,
    old_until: key.oldUntil ?? null,
  }
  const columns = Object.keys(values)
  await session.run(
    `insert into ${session.names.api_keys} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    Object.values(values),
  )
}

/** Revokes a key; `false` when there is none or it was revoked before. */
export async function revokeApiKey(
  session: Session,
  { id, at, by }: { readonly id: string; readonly at: number; readonly by: string | undefined },
): Promise<boolean> {
  const rows = await session.run(
    `update ${session.names.api_keys} set revoked_at = ?, revoked_by = ?
     where id = ? and revoked_at is null returning id`,
    [at, by ?? null, id],
  )
  return rows.length === 1
}

/** Gives a key another secret; `false` when there is none or it was revoked. A secret older than the last is forgotten. */
export async function rotateApiKey(
  session: Session,
  id: string,
  { hash, oldUntil }: { readonly hash: string; readonly oldUntil: number },
): Promise<boolean> {
  // The columns on the right are those from before.
  const rows = await session.run(
    `update ${session.names.api_keys} set old_hash = hash, old_until = ?, hash = ?
     where id = ? and revoked_at is null returning id`,
    [oldUntil, hash, id],
  )
  return rows.length === 1
}

/** Notes the use of a key, unless a later one is noted. */
export async function touchApiKey(session: Session, id: string, at: number): Promise<void> {
  await session.run(
    `update ${session.names.api_keys} set last_used_at = ?
     where id = ? and (last_used_at is null or last_used_at < ?)`,
    [at, id, at],
  )
}

/** Finds a key by the hash of its secret or of the one before, revoked and expired ones included. */
export async function readApiKeyByHash(session: Session, hash: string): Promise<ApiKeyRow | undefined> {
  const { api_keys: keys } = session.names
  const [row] = await session.run(
    `select * from ${keys} where hash = ? union all select * from ${keys} where old_hash = ?`,
    [hash, hash],
  )
  return row && toApiKey(row)
}

/** A key by its id. */
export async function readApiKey(session: Session, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.api_keys} where id = ?`, [id])
  return row && toApiKey(row)
}

/** All keys, the oldest first. */
export async function readApiKeys(session: Session): Promise<readonly ApiKeyRow[]> {
  const rows = await session.run(`select * from ${session.names.api_keys} order by created_at, id`)
  return rows.map(toApiKey)
}

function toApiKey(row: Row): ApiKeyRow {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    hash: text(row, 'hash'),
    ...optionalText(row, 'actor', 'actor'),
    roles: json(row, 'roles') as string[],
    ...(row['processes'] === null ? {} : { processes: json(row, 'processes') as string[] }),
    ...(integer(row, 'read_only') === 1 && { readOnly: true as const }),
    ...(integer(row, 'may_act_for') === 1 && { mayActFor: true as const }),
    createdAt: integer(row, 'created_at'),
    ...optionalText(row, 'created_by', 'createdBy'),
    ...optionalInteger(row, 'expires_at', 'expiresAt'),
    ...optionalInteger(row, 'revoked_at', 'revokedAt'),
    ...optionalText(row, 'revoked_by', 'revokedBy'),
    ...optionalInteger(row, 'last_used_at', 'lastUsedAt'),
    ...optionalText(row, 'old_hash', 'oldHash'),
    ...optionalInteger(row, 'old_until', 'oldUntil'),
  }
}
