import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex, { type Knex } from 'knex'
import { createStore } from '../../engine/store/index.js'
import type { TestedStore } from './conformance.js'

/** The drivers of SQLite a host may choose. */
export type SqliteDriver = 'sqlite3' | 'better-sqlite3'

interface Connection {
  exec(sql: string, done?: (error: Error | null) => void): unknown
}

const pragmas = 'pragma foreign_keys = on; pragma busy_timeout = 5000'
const writing = `${pragmas}; pragma journal_mode = wal; pragma synchronous = full`

/** A handle as a host makes one. It waits a second for a connection: a test that waits for itself should say so soon. */
export function sqliteHandle(
  client: SqliteDriver,
  filename: string,
  more: Partial<Knex.Config> & { readonly sql?: string } = {},
): Knex {
  const { sql = writing, ...config } = more
  return knex({
    client,
    connection: { filename },
    useNullAsDefault: true,
    acquireConnectionTimeout: 1000,
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: Connection, done: (error: Error | null, made: Connection) => void) {
        if (client === 'sqlite3') connection.exec(sql, (error) => done(error, connection))
        else {
          connection.exec(sql)
          done(null, connection)
        }
      },
    },
    ...config,
  })
}

/** Why the driver is not there; `undefined` where it is. */
export async function missingBetterSqlite(): Promise<string | undefined> {
  try {
    const db = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    })
    await db.raw('select 1')
    await db.destroy()
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}

/** A store over handles of a host: a file with one for writing and one for reading, or a database in memory. */
export async function openHostStore(client: SqliteDriver, place: 'file' | 'memory'): Promise<TestedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-host-'))
  const file = place === 'file' ? join(folder, 'cases.sqlite') : ':memory:'
  const db = sqliteHandle(client, file, place === 'file' ? {} : { sql: pragmas })
  await db.raw('select 1')
  const reader = place === 'file' ? sqliteHandle(client, file, { sql: pragmas }) : db
  const store = createStore({ db, reader })
  await store.migrate()
  return {
    store,
    sql: async (statement, bindings = []) => {
      const answer: unknown = await db.raw(statement, [...bindings])
      return Array.isArray(answer) ? (answer as Record<string, unknown>[]) : []
    },
    hostTransaction: (work) => db.transaction(work),
    async close() {
      await store.close()
      await db.destroy()
      await reader.destroy()
      await rm(folder, { recursive: true })
    },
  }
}
