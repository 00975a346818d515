import { createHash } from 'node:crypto'
import type { DatabaseKind, OpenDatabase, Rows } from './world-database.js'

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
type StoredDigest = ReadonlyMap<string, string>

/** Tells what a request has changed. */
export interface ChangeWatch {
  /** From now on. */
  begin(): Promise<void>
  /** Names of the tables in which something is different since. */
  changed(): Promise<readonly string[]>
}

/**
 * Watches a database. It is read whole only where something was committed meanwhile: SQLite counts that for each
 * connection that reads, and a snapshot of PostgreSQL names the first transaction to come and all that are under way.
 */
export function watchChanges({ kind, rows, heldRows, hold }: OpenDatabase): ChangeWatch {
  const version = async (): Promise<string> => JSON.stringify(await rows(versions[kind]))
  let last = ''
  return {
    async begin() {
      await hold()
      last = await version()
    },
    async changed() {
      if ((await version()) === last) return []
      const [before, after] = [await readers[kind](heldRows), await readers[kind](rows)]
      return [...new Set([...before.keys(), ...after.keys()])].filter(
        (name) => before.get(name) !== after.get(name),
      )
    },
  }
}

const versions: { readonly [kind in DatabaseKind]: string } = {
  sqlite: 'pragma data_version',
  postgres: 'select pg_current_snapshot()::text as version',
}

type Reader = (rows: Rows) => Promise<StoredDigest>

const readers: { readonly [kind in DatabaseKind]: Reader } = {
  async sqlite(rows) {
    const found = await rows(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    )
    const tables = found.map(({ name }) => String(name)).filter((name) => !ofNoRequest.includes(name))
    const digests = new Map<string, string>()
    for (const name of tables) {
      const hash = createHash('sha256')
      for (const row of await rows(`select * from "${name}"`))
        hash.update(
          JSON.stringify(row, (key, value: unknown) => (passedOver[name]?.includes(key) ? null : value)),
        )
      digests.set(name, hash.digest('hex'))
    }
    return digests
  },
  // Hashed by the server itself, in one statement: what stands in the tables does not travel.
  async postgres(rows) {
    const tables = await rows(
      "select table_name::text as name, string_agg(column_name, ',' order by ordinal_position) as columns from information_schema.columns where table_schema = current_schema() group by table_name order by table_name",
    )
    const statements = tables
      .map(({ name, columns }) => ({ name: String(name), columns: String(columns).split(',') }))
      .filter(({ name }) => !ofNoRequest.includes(name))
      .map(({ name, columns }) => {
        const kept = columns.filter((one) => !passedOver[name]?.includes(one))
        const row = `row(${kept.map((one) => `"${one}"`).join(', ')})::text`
        return `select '${name}' as name, md5(string_agg(${row}, '|' order by ${row})) as digest from "${name}"`
      })
    const found = await rows(statements.join(' union all '))
    return new Map(found.map(({ name, digest }) => [String(name), String(digest)] as const))
  },
}
