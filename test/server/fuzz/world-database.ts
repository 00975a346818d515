import { join } from 'node:path'
import type { Knex } from 'knex'
import { openPostgres, openSqlite, openSqliteReader } from '../../../engine/index.js'
import { openPostgresSchema } from '../../postgres/open-postgres-schema.js'

/** On what a world may stand. */
export type DatabaseKind = 'sqlite' | 'postgres'

/** Asks a database past the engine. */
export type Rows = (sql: string) => Promise<readonly Record<string, unknown>[]>

/** A way to look into the database past the engine. */
export interface OpenDatabase {
  readonly kind: DatabaseKind
  /** As it is. */
  readonly rows: Rows
  /** As it was when `hold` was called last. */
  readonly heldRows: Rows
  readonly hold: () => Promise<void>
}

/** An empty database of its own. */
export interface WorldDatabase extends OpenDatabase {
  readonly handles: { readonly db: Knex; readonly reader?: Knex }
  close(): Promise<void>
}

/** Opens a file in the folder, or a schema on the PostgreSQL server of the run. */
export async function openWorldDatabase(kind: DatabaseKind, folder: string): Promise<WorldDatabase> {
  return kind === 'postgres' ? openInSchema() : openInFile(join(folder, 'test.db'))
}

async function openInSchema(): Promise<WorldDatabase> {
  const schema = await openPostgresSchema()
  const own = await openPostgres(schema.url, { connections: 1 })
  const rowsOf =
    (db: Knex): Rows =>
    async (sql) =>
      (await db.raw<{ rows: Record<string, unknown>[] }>(sql)).rows
  const { hold, heldRows } = holding(rowsOf(own.db), 'begin isolation level repeatable read')
  return {
    ...{ kind: 'postgres', handles: { db: schema.db }, rows: rowsOf(schema.db), heldRows, hold },
    close: async () => {
      await own.close()
      await schema.close()
    },
  }
}

async function openInFile(file: string): Promise<WorldDatabase> {
  const sqlite = await openSqlite(file)
  const own = await openSqliteReader(file)
  const rowsOf =
    (db: Knex): Rows =>
    (sql) =>
      db.raw<Record<string, unknown>[]>(sql)
  const { hold, heldRows } = holding(rowsOf(own.reader), 'begin')
  return {
    ...{ kind: 'sqlite', handles: sqlite, rows: rowsOf(sqlite.reader), heldRows, hold },
    close: async () => {
      await own.close()
      await sqlite.close()
    },
  }
}

/** A connection in a transaction that reads: it sees what was committed when its first statement came. */
function holding(rows: Rows, begin: string): Pick<OpenDatabase, 'hold' | 'heldRows'> {
  let isOpen = false
  return {
    heldRows: rows,
    async hold() {
      if (isOpen) await rows('commit')
      isOpen = true
      await rows(begin)
      await rows('select count(*) from aftercare_leases')
    },
  }
}
