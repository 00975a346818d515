import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import knex, { type Knex } from 'knex'
import { databaseError } from './database-error.js'
import { quietLog } from './quiet-log.js'

/** Two handles on one SQLite file. */
export interface OpenedSqlite {
  /** The one writing connection. */
  readonly db: Knex
  /**
   * Two connections for reading, which see what was committed, so that lists are answered while figures take their time;
   * `db` itself for `:memory:`.
   */
  readonly reader: Knex
  /** Closes both. Safe to call twice. */
  close(): Promise<void>
}

/** Connections that read. */
const readers = 2

/** How long a statement waits for another process that writes. */
const busyTimeoutMs = 5000

const common = ['pragma foreign_keys = on', `pragma busy_timeout = ${busyTimeoutMs}`]
const writing = [...common, 'pragma journal_mode = wal', 'pragma synchronous = full']
const reading = [...common, 'pragma query_only = on']

/**
 * Opens a SQLite file (and creates it and its folder): WAL, every commit synchronised to the disk, foreign keys on.
 * `:memory:` gives a database that one connection shares, so that reads wait for running transactions: reading
 * through the store inside one of its own transactions would then wait for itself. Throws `database-failed` when the
 * file cannot be opened or is no database.
 */
export async function openSqlite(file: string): Promise<OpenedSqlite> {
  const inMemory = file === ':memory:'
  const filename = inMemory ? file : resolve(file)
  const db = handle(filename, inMemory ? common : writing)
  const reader = inMemory ? db : handle(filename, reading, readers)
  let closing: Promise<void> | undefined
  // The one that writes last: whoever is the last on the file takes its log away.
  const close = (): Promise<void> =>
    (closing ??= (reader === db ? Promise.resolve() : reader.destroy()).then(() => db.destroy()))
  try {
    if (!inMemory) await mkdir(dirname(filename), { recursive: true })
    await db.raw('select 1')
    // Only now, since reading needs the file that writing creates.
    await reader.raw('select 1')
  } catch (error) {
    await close()
    throw databaseError(error)
  }
  return { db, reader, close }
}

/**
 * Opens a SQLite file that is there for reading only: nothing is created or changed. Throws `database-failed` when it
 * cannot be opened or is no database.
 */
export async function openSqliteReader(
  file: string,
): Promise<{ readonly reader: Knex; close(): Promise<void> }> {
  const reader = handle(resolve(file), reading)
  try {
    await reader.raw('select count(*) from sqlite_master')
  } catch (error) {
    await reader.destroy()
    throw databaseError(error)
  }
  return { reader, close: () => reader.destroy() }
}

function handle(filename: string, pragmas: readonly string[], connections = 1): Knex {
  return knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    log: quietLog,
    pool: {
      min: 1,
      max: connections,
      afterCreate: (connection: Connection, done: (error: Error | null, connection: Connection) => void) => {
        connection.exec(pragmas.join(';'), (error) => done(error, connection))
      },
    },
  })
}

interface Connection {
  exec(sql: string, done: (error: Error | null) => void): void
}
