import { describeListPlans, type PlannedStore } from './list-plans.js'
import { openTestStore } from './open-test-store.js'

describeListPlans('SQLite', openPlanned, {
  // Bound JSON arrays, constants and results of subqueries are no tables; the index of suspended cases has no others.
  scan: /^SCAN (?!.*(VIRTUAL TABLE|CONSTANT ROW|aftercare_instances_suspended))(?!(r\d+|c\d+|known|found|told)\b)/,
  sort: /TEMP B-TREE FOR (LAST \d+ TERMS? OF )?ORDER BY/,
  isExact: true,
  mostSortsOfFound: 1,
})

async function openPlanned(): Promise<PlannedStore> {
  const opened = await openTestStore()
  const { db, reader } = opened.sqlite
  return {
    store: opened.store,
    db,
    handles: [db, reader],
    explain: async (sql, bindings) =>
      (await opened.sql(`explain query plan ${sql}`, bindings)).map(({ detail }) => `${String(detail)} `),
    close: opened.close,
  }
}
