import { databaseError } from './database-error.js'
import { createSession, type Session } from './session.js'
import type { TransactionContext } from './write-transaction.js'

interface Client {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<void>
}

/**
 * Runs `work` in a transaction that only reads, on a connection of its own: all it reads is of the moment of its first
 * statement. SQLite keeps that moment while the transaction is open, PostgreSQL at repeatable read.
 */
export async function readSnapshot<T>(
  { db, names, dialect }: TransactionContext,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = db.client as Client
  const connection = await acquire(client)
  let ended: string | undefined
  const own = createSession({ knex: db, connection }, names, dialect)
  try {
    await own.run(dialect.beginSnapshot)
    return await work(createSession({ knex: db, connection, ended: () => ended }, names, dialect))
  } finally {
    ended = 'Expected a read inside its snapshot, but the snapshot is over. Await every call in it.'
    // There is nothing to commit; some failures have rolled back already.
    await own.run('rollback').catch(() => undefined)
    await client.releaseConnection(connection)
  }
}

async function acquire(client: Client): Promise<unknown> {
  try {
    return await client.acquireConnection()
  } catch (error) {
    throw databaseError(error)
  }
}
