import { describe } from 'vitest'
import { createStore } from '../../engine/store/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { describeStore, type TestedStore } from './conformance.js'

describe.skipIf(postgresUrl === undefined)('with a server', () => {
  describeStore('PostgreSQL', openTestStore)
})

async function openTestStore(): Promise<TestedStore> {
  const schema = await openPostgresSchema()
  const { db } = schema
  const store = createStore({ db })
  await store.migrate()
  return {
    store,
    sql: async (statement, bindings = []) =>
      (await db.raw<{ rows: Record<string, unknown>[] }>(statement, [...bindings])).rows,
    hostTransaction: (work) => db.transaction(work),
    async close() {
      await store.close()
      await schema.close()
    },
  }
}
