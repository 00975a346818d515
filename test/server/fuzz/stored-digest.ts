import { createHash } from 'node:crypto'
import type { OpenDatabase } from './http-world.js'

/**
 * What a request may leave behind even where it is refused, by table: when a key or a session was used last. Everything
 * else in the database has to stay as it is.
 */
const passedOver: { readonly [table: string]: readonly string[] } = {
  aftercare_api_keys: ['last_used_at'],
  aftercare_sessions: ['used_at'],
}

/** Which node keeps the time is written down every few seconds, whoever asks for what. */
const ofNoRequest = ['aftercare_leases']

/** What stands in each table, as one hash a table. */
export type StoredDigest = ReadonlyMap<string, string>

/**
 * Gives how the database can be looked at again and again. It is read whole only where something was committed since:
 * SQLite counts that for each connection that reads.
 */
export function storedDigests(database: OpenDatabase): () => Promise<StoredDigest> {
  let last: { readonly version: unknown; readonly digest: StoredDigest } | undefined
  return async () => {
    const version = JSON.stringify(await database.raw('pragma data_version'))
    if (last?.version !== version) last = { version, digest: await storedDigest(database) }
    return last.digest
  }
}

async function storedDigest({ raw }: OpenDatabase): Promise<StoredDigest> {
  const tables = (await raw(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
  )) as { readonly name: string }[]
  const digests = new Map<string, string>()
  for (const { name } of tables.filter((table) => !ofNoRequest.includes(table.name))) {
    const hash = createHash('sha256')
    for (const row of (await raw(`select * from "${name}"`)) as Record<string, unknown>[])
      hash.update(
        JSON.stringify(row, (key, value: unknown) => (passedOver[name]?.includes(key) ? null : value)),
      )
    digests.set(name, hash.digest('hex'))
  }
  return digests
}

/** Names of the tables in which something is different. */
export function changedTables(before: StoredDigest, after: StoredDigest): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  )
}
