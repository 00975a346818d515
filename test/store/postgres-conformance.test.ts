import { describe, expect, vi } from 'vitest'
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
    async settled() {
      const reached = async (what: 'xmin' | 'xmax') => {
        const { rows } = await db.raw<{ rows: { place: string }[] }>(
          `select pg_snapshot_${what}(pg_current_snapshot())::text as place`,
        )
        return Number(rows[0]?.place)
      }
      const wanted = await reached('xmax')
      await vi.waitFor(async () => expect(await reached('xmin')).toBeGreaterThanOrEqual(wanted), 30_000)
    },
    hostTransaction: (work) => db.transaction(work),
    async close() {
      await store.close()
      await schema.close()
    },
  }
}
