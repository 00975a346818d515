import type { Knex } from 'knex'
import { EngineError } from '../errors/index.js'
import { databaseError } from './database-error.js'
import type { Dialect } from './dialect.js'
import { createSession, type Session } from './session.js'
import type { TableNames } from './table-names.js'
import { WriteQueue } from './write-queue.js'

/** What a transaction needs to know about the database. */
export interface TransactionContext {
  readonly db: Knex
  readonly names: TableNames
  readonly dialect: Dialect
}

const over =
  'Expected a statement inside its transaction, but the transaction is over. Await every call in it.'

/**
 * Runs `work` in a transaction that holds the write lock from its first statement on. knex's own `transaction()` is
 * not used: on SQLite it sends a deferred `begin`, which fails at once when another process wrote in between.
 */
export async function writeTransaction<T>(
  context: TransactionContext,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const connection = await acquire(context.db)
  let ended: string | undefined
  const target = { knex: context.db, connection }
  const own = createSession(target, context.names, context.dialect)
  try {
    await own.run(context.dialect.beginWrite)
    try {
      const result = await work(
        createSession({ ...target, ended: () => ended }, context.names, context.dialect),
      )
      ended = over
      await own.run('commit')
      return result
    } catch (error) {
      ended = over
      // Some failures have rolled back already; the first error is the one to tell.
      await own.run('rollback').catch(() => undefined)
      throw error
    }
  } finally {
    await clientOf(context.db).releaseConnection(connection)
  }
}

const hostQueues = new WeakMap<object, WriteQueue>()

/**
 * Runs `work` inside a transaction of the host, in a savepoint: a thrown error takes back what `work` did and
 * leaves the rest to the host. Several at once in one transaction wait for each other, as savepoints nest.
 */
export function joinTransaction<T>(
  context: TransactionContext,
  host: Knex,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const queue = hostQueues.get(host) ?? new WriteQueue()
  hostQueues.set(host, queue)
  return queue.run(async () => {
    let ended: string | undefined
    const own = createSession({ knex: host }, context.names, context.dialect)
    await own.run('savepoint aftercare')
    try {
      // The host's `begin` was deferred: without this the first read would fix a snapshot that cannot be written on.
      await own.run(context.dialect.takeWriteLock(context.names.migrations))
      const result = await work(
        createSession({ knex: host, ended: () => ended }, context.names, context.dialect),
      )
      ended = over
      await own.run('release savepoint aftercare')
      return result
    } catch (error) {
      ended = over
      await own.run('rollback to savepoint aftercare').catch(() => undefined)
      await own.run('release savepoint aftercare').catch(() => undefined)
      throw error
    }
  })
}

interface Client {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<void>
  /** Knex's pool; it marks a connection that a transaction of its own holds with the transaction's id. */
  readonly pool?: { readonly max: number; readonly used?: readonly { readonly resource?: unknown }[] }
}

function clientOf(db: Knex): Client {
  return db.client as Client
}

async function acquire(db: Knex): Promise<unknown> {
  const client = clientOf(db)
  // A host that waits for us inside its own transaction, without handing it over, would wait for ever.
  if (client.pool?.max === 1 && client.pool.used?.some(({ resource }) => isInTransaction(resource)))
    throw new EngineError(
      'database-busy',
      'Expected the only writing connection to be free, but a transaction of the host holds it. ' +
        'Hand that transaction over, or wait until it has ended.',
      { retryable: true },
    )
  try {
    return await client.acquireConnection()
  } catch (error) {
    throw databaseError(error)
  }
}

function isInTransaction(connection: unknown): boolean {
  return typeof connection === 'object' && connection !== null && '__knexTxId' in connection
}
