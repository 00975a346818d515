import { describe } from 'vitest'
import { createStore, openPostgres } from '../../engine/store/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { describeFigurePlans } from './figure-plans.js'
import { describeListPlans, type PlannedStore, type PlanWords } from './list-plans.js'

const words: PlanWords = {
  scan: /Seq Scan on aftercare_/,
  sort: /^\s*(->)?\s*(Incremental )?Sort\b/,
  // A row that was found by its id is sorted, as it were.
  isExact: false,
  mostSortsOfFound: 20,
  covering: (index) => new RegExp(`Index Only Scan using ${index} `),
  inTime: (index) => new RegExp(`using ${index} [^]*Index Cond: .*_at >= `),
}

describe.skipIf(postgresUrl === undefined)('with a server', () => {
  describeListPlans('PostgreSQL', () => openPlanned('seqscan', 'bitmapscan', 'sort'), words)
  // Rows that are counted by what they are are sorted anyway.
  describeFigurePlans('PostgreSQL', () => openPlanned('seqscan', 'bitmapscan'), words)
})

async function openPlanned(...ways: readonly string[]): Promise<PlannedStore> {
  const schema = await openPostgresSchema()
  const { db } = schema
  const store = createStore({ db })
  await store.migrate()
  // In a million rows reading and sorting all of them is dear; in these few thousand it would be the way to go.
  const url = new URL(schema.url)
  const options = url.searchParams.get('options') ?? ''
  const dear = ways.map((way) => `-c enable_${way}=off`)
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
