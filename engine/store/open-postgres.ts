import knex, { type Knex } from 'knex'
import { databaseError } from './database-error.js'
import { quietLog } from './quiet-log.js'

/** A pool of connections to PostgreSQL. */
export interface OpenedPostgres {
  readonly db: Knex
  /** Closes the connections. Safe to call twice. */
  close(): Promise<void>
}

/** How a server is reached. */
export interface PostgresOptions {
  /** Connections held at most; 10 where absent. */
  readonly connections?: number
  /** How long a request waits for a free connection, in milliseconds; 10,000 where absent. */
  readonly waitForConnection?: number
  /** The server refuses every change. */
  readonly readOnly?: boolean
}

/**
 * Opens a pool to `postgres://user@host:port/database` (RFC 3986; options of libpq behind `?`). The database has to be
 * there; the tables are made by `migrate`. Throws `database-failed` when the server does not answer or refuses.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<OpenedPostgres> {
  const db = knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'aftercare' },
    log: quietLog,
    acquireConnectionTimeout: options.waitForConnection ?? 10_000,
    pool: {
      min: 0,
      max: options.connections ?? 10,
      ...(options.readOnly && { afterCreate: readOnly }),
    },
  })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= db.destroy())
  try {
    await db.raw('select 1')
  } catch (error) {
    await close()
    throw databaseError(error)
  }
  return { db, close }
}

interface Connection {
  query(sql: string, done: (error: Error | null) => void): void
}

function readOnly(connection: Connection, done: (error: Error | null, connection: Connection) => void): void {
  connection.query('set default_transaction_read_only = on', (error) => done(error, connection))
}
