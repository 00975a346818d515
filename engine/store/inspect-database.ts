import type { Knex } from 'knex'
import { createSession, type Session } from './session.js'
import { postgres, sqlite } from './dialect.js'
import { integer } from './row.js'
import { tableNames } from './table-names.js'
import { isServer, openDatabase, openDatabaseReader } from './open-database.js'

/** How a database is set up, as the server's own connections find it. */
export interface DatabaseFacts {
  readonly kind: 'sqlite' | 'postgres'
  /** Of the database program. */
  readonly version: string
  /** Settings that decide whether a commit is kept, by name, as the database says them. */
  readonly settings: { readonly [name: string]: string }
  /** Connections this program opens at most, and how many the server lets in altogether, where it limits them. */
  readonly pool: { readonly most: number; readonly allowed?: number; readonly taken?: number }
  /** How much the database's clock is ahead of this machine's, in milliseconds. */
  readonly clockAheadMs: number
}

/**
 * Looks at the database of a place as a server would open it. A SQLite file that is not in WAL mode yet is only read,
 * since opening it for writing would change that. Throws `database-failed` where there is none.
 */
export async function inspectDatabase(place: string): Promise<DatabaseFacts> {
  return isServer(place) ? inspectPostgres(place) : inspectSqlite(place)
}

async function inspectSqlite(file: string): Promise<DatabaseFacts> {
  const opened = await openDatabaseReader(file)
  try {
    const session = createSession({ knex: opened.reader }, tableNames(), sqlite)
    const journal = await setting(session, 'pragma journal_mode')
    const writing = journal === 'wal' ? await writerSettings(file) : {}
    return {
      kind: 'sqlite',
      version: await setting(session, 'select sqlite_version()'),
      settings: { journal_mode: journal, ...writing },
      pool: { most: 2 },
      clockAheadMs: await clockAhead(session),
    }
  } finally {
    await opened.close()
  }
}

/** What holds for one connection only is asked of one that writes. */
async function writerSettings(file: string): Promise<{ readonly [name: string]: string }> {
  const opened = await openDatabase(file)
  try {
    const session = createSession({ knex: opened.db }, tableNames(), sqlite)
    return {
      synchronous: await setting(session, 'pragma synchronous'),
      foreign_keys: await setting(session, 'pragma foreign_keys'),
    }
  } finally {
    await opened.close()
  }
}

async function inspectPostgres(url: string): Promise<DatabaseFacts> {
  const opened = await openDatabaseReader(url)
  try {
    const session = createSession({ knex: opened.reader }, tableNames(), postgres)
    const shown = async (name: string): Promise<string> => setting(session, `show ${name}`)
    return {
      kind: 'postgres',
      version: await shown('server_version'),
      settings: {
        fsync: await shown('fsync'),
        synchronous_commit: await shown('synchronous_commit'),
        full_page_writes: await shown('full_page_writes'),
      },
      pool: {
        most: mostConnections(opened.reader),
        allowed:
          Number(await shown('max_connections')) - Number(await shown('superuser_reserved_connections')),
        taken: Number(
          await setting(session, 'select count(*) from pg_stat_activity where datname is not null'),
        ),
      },
      clockAheadMs: await clockAhead(session),
    }
  } finally {
    await opened.close()
  }
}

function mostConnections(handle: Knex): number {
  return (handle.client as { readonly pool?: { readonly max: number } }).pool?.max ?? 1
}

async function setting(session: Session, sql: string): Promise<string> {
  const [row = {}] = await session.run(sql)
  const [value] = Object.values(row)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? `${value}` : ''
}

/** Half of the way there and back is taken off, so that a slow line is no wrong clock. */
async function clockAhead(session: Session): Promise<number> {
  const before = Date.now()
  const [row] = await session.run(`select ${session.dialect.now} as now`)
  const after = Date.now()
  return row ? Math.round(integer(row, 'now') - (before + after) / 2) : 0
}
