import { describe } from 'vitest'
import { createStore, openPostgres } from '../../engine/store/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { describeListPlans, type PlannedStore } from './list-plans.js'

describe.skipIf(postgresUrl === undefined)('with a server', () => {
  describeListPlans('PostgreSQL', openPlanned, {
    scan: /Seq Scan on aftercare_/,
    sort: /^\s*(->)?\s*(Incremental )?Sort\b/,
    // A row that was found by its id is sorted, as it were.
    isExact: false,
    mostSortsOfFound: 20,
  })
})

async function openPlanned(): Promise<PlannedStore> {
  const schema = await openPostgresSchema()
  const { db } = schema
  const store = createStore({ db })
  await store.migrate()
  // In a million rows reading and sorting all of them is dear; in these few thousand it would be the way to go.
  const url = new URL(schema.url)
  const options = url.searchParams.get('options') ?? ''
  const dear = ['seqscan', 'bitmapscan', 'sort'].map((way) => `-c enable_${way}=off`)
  url.searchParams.set('options', [options, ...dear].join(' '))
  const planner = await openPostgres(url.href)
  return {
    store,
    db,
    handles: [db],
    async explain(sql, bindings) {
      // Knex tells of a statement as the server gets it, and takes it as it was written.
      const written = `explain ${sql.replace(/\$\d+/g, '?')}`
      const answer = await planner.db.raw<{ rows: { 'QUERY PLAN': string }[] }>(written, [...bindings])
      return answer.rows.map((row) => row['QUERY PLAN'])
    },
    async close() {
      await store.close()
      await planner.close()
      await schema.close()
    },
  }
}
