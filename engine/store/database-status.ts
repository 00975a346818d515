import { stat } from 'node:fs/promises'
import { createStore } from './create-store.js'
import { readHoldings, type DatabaseHoldings } from './database-holdings.js'
import { postgres, sqlite } from './dialect.js'
import type { Migration } from './migrations/migration.js'
import { isServer, openDatabase, openDatabaseReader } from './open-database.js'
import { readSchemaPlan, type SchemaPlan } from './schema-plan.js'
import { integer, type Row, text } from './row.js'
import { createSession, type Session } from './session.js'
import { tableNames } from './table-names.js'

/** A database as it stands: how large, of which release, what it holds. */
export interface DatabaseStatus {
  readonly kind: 'sqlite' | 'postgres'
  /** Of the database program. */
  readonly version: string
  readonly bytes: number
  /** SQLite: the newest commits, which are not in the file yet, and pages in the file that hold nothing. */
  readonly walBytes?: number
  readonly freeBytes?: number
  readonly journalMode?: string
  readonly schema: SchemaPlan
  /** The largest first. */
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly bytes?: number }[]
  /** Absent where the tables are not those of this release. */
  readonly holds?: DatabaseHoldings
}

/**
 * Looks at a database, beside whoever works on it, and changes nothing. Reads every table once. Throws `usage-wrong`
 * where there are no tables of ours.
 */
export async function readDatabaseStatus(
  place: string,
  known?: readonly Migration[],
): Promise<DatabaseStatus> {
  const opened = await openDatabaseReader(place)
  const { reader } = opened
  try {
    const dialect = isServer(place) ? postgres : sqlite
    const session = createSession({ knex: reader }, tableNames(), dialect)
    const schema = await readSchemaPlan(session, known)
    const isOfThisRelease = await createStore({ db: reader, ...(known && { migrations: known }) })
      .expectMigrated()
      .then(
        () => true,
        () => false,
      )
    return {
      kind: dialect.name,
      ...(isServer(place) ? await postgresFacts(session) : await sqliteFacts(session, place)),
      schema,
      tables: await readTables(session),
      ...(isOfThisRelease && { holds: await readHoldings(session) }),
    }
  } finally {
    await opened.close()
  }
}

/** What an upgrade of a database would do; changes nothing. Throws like `readDatabaseStatus`. */
export async function planUpgrade(place: string, known?: readonly Migration[]): Promise<SchemaPlan> {
  const opened = await openDatabaseReader(place)
  const { reader } = opened
  try {
    return await readSchemaPlan(
      createSession({ knex: reader }, tableNames(), isServer(place) ? postgres : sqlite),
      known,
    )
  } finally {
    await opened.close()
  }
}

/**
 * Brings the tables of a database to this release, in one transaction, and gives what it did. Throws `database-newer`,
 * `database-in-use` and `database-failed` as a start of the server would, `usage-wrong` where there are no tables of ours.
 */
export async function upgradeDatabase(place: string, known?: readonly Migration[]): Promise<SchemaPlan> {
  const plan = await planUpgrade(place, known)
  const database = await openDatabase(place)
  try {
    await createStore({ ...database, ...(known && { migrations: known }) }).migrate()
    return plan
  } finally {
    await database.close()
  }
}

type SizeFacts = Pick<DatabaseStatus, 'version' | 'bytes' | 'walBytes' | 'freeBytes' | 'journalMode'>

async function sqliteFacts(session: Session, file: string): Promise<SizeFacts> {
  const first = async (sql: string): Promise<Row> => (await session.run(sql))[0] ?? {}
  const pageSize = integer(await first('pragma page_size'), 'page_size')
  return {
    version: text(await first('select sqlite_version() as version'), 'version'),
    bytes: (await stat(file)).size,
    walBytes: (await stat(`${file}-wal`).catch(() => undefined))?.size ?? 0,
    freeBytes: integer(await first('pragma freelist_count'), 'freelist_count') * pageSize,
    journalMode: text(await first('pragma journal_mode'), 'journal_mode'),
  }
}

async function postgresFacts(session: Session): Promise<SizeFacts> {
  const [row = {}] = await session.run(
    `select pg_database_size(current_database())::bigint as bytes, current_setting('server_version') as version`,
  )
  return { version: text(row, 'version'), bytes: integer(row, 'bytes') }
}

async function readTables(session: Session): Promise<DatabaseStatus['tables']> {
  const tables = []
  const sizes = await readSizes(session)
  for (const name of Object.values(session.names)) {
    // One that an older release did not have is not there yet.
    if ((await session.run(session.dialect.findTable, [name])).length === 0) continue
    const [row = {}] = await session.run(`select count(*) as rows_of_it from ${name}`)
    const bytes = sizes.get(name)
    tables.push({ name, rows: integer(row, 'rows_of_it'), ...(bytes !== undefined && { bytes }) })
  }
  return tables.sort((a, b) => (b.bytes ?? b.rows) - (a.bytes ?? a.rows))
}

/** Bytes of tables with their indexes. None where the database was built without the means to say so. */
async function readSizes(session: Session): Promise<ReadonlyMap<string, number>> {
  const sql =
    session.dialect.name === 'postgres'
      ? `select relname as name, pg_total_relation_size(oid)::bigint as bytes from pg_class
         where relkind = 'r' and relnamespace = current_schema()::regnamespace`
      : `select m.tbl_name as name, sum(s.pgsize) as bytes
         from dbstat s join sqlite_master m on m.name = s.name where s.aggregate = 1 group by m.tbl_name`
  const rows = await session.run(sql).catch(() => [])
  return new Map(rows.map((row) => [text(row, 'name'), integer(row, 'bytes')]))
}
