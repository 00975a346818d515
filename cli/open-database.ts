import { existsSync } from 'node:fs'
import {
  createEngine,
  createStore,
  EngineError,
  openSqlite,
  openSqliteReader,
  type CheckedWorkflows,
  type Engine,
  type Store,
} from '../engine/index.js'

/** Default database of commands, the one `serve` uses. */
export function databaseFile(option: string | undefined): string {
  return option ?? (process.env['AFTERCARE_DB'] || 'data/aftercare.db')
}

/**
 * Runs work that only reads on an existing database, then closes it. Nothing is written: throws `usage-wrong` when there
 * is no database, and for one whose tables are not those of this release.
 */
export async function withReadStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  refuseMissing(file)
  const sqlite = await openSqliteReader(file)
  try {
    const store = createStore({ db: sqlite.reader })
    await store.expectMigrated()
    return await work(store)
  } finally {
    await sqlite.close()
  }
}

/** Throws `usage-wrong` when there is no such database. */
export function refuseMissing(file: string): void {
  if (!existsSync(file))
    throw new EngineError('usage-wrong', `Expected a database, but '${file}' does not exist.`)
}

/**
 * Runs work on an existing database, whose tables are brought up to date first, then closes it. Throws `usage-wrong`
 * when there is none.
 */
export async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  refuseMissing(file)
  const sqlite = await openSqlite(file)
  try {
    const store = createStore({ db: sqlite.db, reader: sqlite.reader })
    await store.migrate()
    return await work(store)
  } finally {
    await sqlite.close()
  }
}

/** Runs work on an engine that fires no timers, then closes it. The database is created when it does not exist. */
export async function withEngine<T>(
  file: string,
  workflows: CheckedWorkflows,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const sqlite = await openSqlite(file)
  try {
    const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows })
    const result = await work(engine)
    await engine.stop()
    return result
  } finally {
    await sqlite.close()
  }
}
