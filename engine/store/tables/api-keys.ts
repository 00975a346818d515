import type { ApiKeyRow } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import type { Session } from '../session.js'

/** Stores a key by the hash of its secret. */
export async function insertApiKey(session: Session, key: ApiKeyRow): Promise<void> {
  await session.run(
    `insert into ${session.names.api_keys} (id, name, hash, actor, roles, created_at, expires_at, revoked_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      key.id,
      key.name,
      key.hash,
      key.actor ?? null,
      JSON.stringify(key.roles),
      key.createdAt,
      key.expiresAt ?? null,
      key.revokedAt ?? null,
    ],
  )
}

/** Revokes a key; `false` when there is none or it was revoked before. */
export async function revokeApiKey(session: Session, id: string, at: number): Promise<boolean> {
  const rows = await session.run(
    `update ${session.names.api_keys} set revoked_at = ? where id = ? and revoked_at is null returning id`,
    [at, id],
  )
  return rows.length === 1
}

/** Finds a key by the hash of its secret, revoked and expired ones included. */
export async function readApiKeyByHash(session: Session, hash: string): Promise<ApiKeyRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.api_keys} where hash = ?`, [hash])
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
    createdAt: integer(row, 'created_at'),
    ...optionalInteger(row, 'expires_at', 'expiresAt'),
    ...optionalInteger(row, 'revoked_at', 'revokedAt'),
  }
}
