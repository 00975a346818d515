import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** Who may come in: API keys, sessions of browsers, and links that sign somebody in once. Secrets stand as hashes only. */
export function identityTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  return [
    `create table ${t.api_keys} (
      id ${text} not null primary key, name ${text} not null, hash ${text} not null, actor ${text},
      roles ${text} not null, processes ${text}, read_only ${integer} not null, may_act_for ${integer} not null,
      created_at ${integer} not null, created_by ${text}, expires_at ${integer}, revoked_at ${integer},
      revoked_by ${text}, last_used_at ${integer}, old_hash ${text}, old_until ${integer})`,
    `create unique index ${t.api_keys}_hash on ${t.api_keys} (hash)`,
    `create unique index ${t.api_keys}_old_hash on ${t.api_keys} (old_hash) where old_hash is not null`,
    `create table ${t.sessions} (
      row_id ${rowId}, id ${text} not null, hash ${text} not null, actor ${text} not null, api_key ${text},
      roles ${text} not null, agent ${text}, created_at ${integer} not null, used_at ${integer} not null,
      ends_at ${integer} not null, ended_at ${integer}, ended_by ${text})`,
    `create unique index ${t.sessions}_id on ${t.sessions} (id)`,
    `create unique index ${t.sessions}_hash on ${t.sessions} (hash)`,
    `create index ${t.sessions}_open on ${t.sessions} (row_id) where ended_at is null`,
    `create index ${t.sessions}_actor on ${t.sessions} (actor, row_id) where ended_at is null`,
    `create index ${t.sessions}_ends on ${t.sessions} (ends_at)`,
    `create table ${t.sign_in_links} (
      hash ${text} not null primary key, api_key ${text} not null, expires_at ${integer} not null, used_at ${integer})`,
    `create index ${t.sign_in_links}_expires on ${t.sign_in_links} (expires_at)`,
  ]
}
