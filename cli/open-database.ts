import { existsSync } from 'node:fs'
import {
  createEngine,
  createStore,
  EngineError,
  isServer,
  openDatabase,
  openDatabaseReader,
  type CheckedWorkflows,
  type Engine,
  type Store,
} from '../engine/index.js'

/** Where the database of commands is, a SQLite file or the address of a PostgreSQL server; by default the one `serve` uses. */
export function databasePlace(option: string | undefined): string {
  return option ?? (process.env['AFTERCARE_DB'] || 'data/aftercare.db')
}

/**
 * Runs work that only reads on an existing database, then closes it. Nothing is written: throws `usage-wrong` when there
 * is no database, and for one whose tables are not those of this release.
 */
export async function withReadStore<T>(place: string, work: (store: Store) => Promise<T>): Promise<T> {
  refuseMissing(place)
  const database = await openDatabaseReader(place)
  try {
    const store = createStore({ db: database.reader })
    await store.expectMigrated()
    return await work(store)
  } finally {
    await database.close()
  }
}

/** Throws `usage-wrong` when there is no such file. Whether a server has the database shows when it is opened. */
export function refuseMissing(place: string): void {
  if (!isServer(place) && !existsSync(place))
    throw new EngineError('usage-wrong', `Expected a database, but '${place}' does not exist.`)
}

/**
 * Runs work on an existing database, whose tables are brought up to date first, then closes it. Throws `usage-wrong`
 * when there is none.
 */
export async function withStore<T>(place: string, work: (store: Store) => Promise<T>): Promise<T> {
  refuseMissing(place)
  const database = await openDatabase(place)
  try {
    const store = createStore(database)
    await store.migrate()
    return await work(store)
  } finally {
    await database.close()
  }
}

/** Runs work on an engine that fires no timers, then closes it. The database is created when it does not exist. */
export async function withEngine<T>(
  place: string,
  workflows: CheckedWorkflows,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(place)
  try {
    const engine = await createEngine({ ...database, workflows })
    const result = await work(engine)
    await engine.stop()
    return result
  } finally {
    await database.close()
  }
}
