import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStore, type OpenedSqlite, openSqlite, type StoreOptions } from '../../engine/store/index.js'
import type { TestedStore } from './conformance.js'

export interface TestedSqlite extends TestedStore {
  readonly sqlite: OpenedSqlite
  readonly file: string
}

/** A migrated store on a SQLite file of its own, removed on close. */
export async function openTestStore(
  options: Omit<StoreOptions, 'db' | 'reader'> = {},
): Promise<TestedSqlite> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-store-'))
  const file = join(folder, 'data', 'cases.sqlite')
  const sqlite = await openSqlite(file)
  const store = createStore({ ...sqlite, ...options })
  await store.migrate()
  return {
    store,
    sqlite,
    file,
    sql: async (statement, bindings = []) =>
      sqlite.db.raw<Record<string, unknown>[]>(statement, [...bindings]),
    hostTransaction: (work) => sqlite.db.transaction(work),
    async close() {
      await store.close()
      await sqlite.close()
      await rm(folder, { recursive: true })
    },
  }
}
