import sqlite3 from 'sqlite3'
import type { Write } from './recorded-writes.js'

/** The SQLite driver and nothing above it: prepared statements, every commit synchronised. */
export interface BareDriver {
  /** Writes in one transaction. A failed statement leaves the connection unfit for more. */
  write(writes: readonly Write[]): Promise<void>
  close(): Promise<void>
}

/** Opens a file whose tables are there. */
export async function openBareDriver(file: string): Promise<BareDriver> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)))
  })
  const run = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => {
      database.exec(sql, (error) => (error ? reject(error) : resolve()))
    })
  await run(
    'pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on',
  )
  const prepared = new Map<string, sqlite3.Statement>()
  const statement = (sql: string): sqlite3.Statement => {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  // `all` and not `run`, which leaves a statement that returns rows under way.
  const step = (sql: string, bindings: Write['bindings']): Promise<void> =>
    new Promise((resolve, reject) => {
      statement(sql).all([...bindings], (error: Error | null) => (error ? reject(error) : resolve()))
    })
  return {
    async write(writes) {
      await step('begin immediate', [])
      // One after the other: the driver does not keep the order of statements that were prepared before.
      for (const { sql, bindings } of writes) await step(sql, bindings)
      await step('commit', [])
    },
    close: () =>
      new Promise((resolve, reject) => {
        for (const one of prepared.values()) one.finalize()
        database.close((error) => (error ? reject(error) : resolve()))
      }),
  }
}
