import { describeFigurePlans } from './figure-plans.js'
import { describeListPlans, type PlannedStore, type PlanWords } from './list-plans.js'
import { openTestStore } from './open-test-store.js'

const words: PlanWords = {
  // Bound JSON arrays, constants and results of subqueries are no tables; the index of suspended cases has no others.
  scan: /^SCAN (?!.*(VIRTUAL TABLE|CONSTANT ROW|aftercare_instances_suspended))(?!(r\d+|c\d+|k|known|counted|found|told|ranked|\(subquery-\d+\))(\s|$))/,
  sort: /TEMP B-TREE FOR (LAST \d+ TERMS? OF )?ORDER BY/,
  isExact: true,
  mostSortsOfFound: 1,
  covering: (index) => new RegExp(`SEARCH .* USING COVERING INDEX ${index} \\(process=\\? AND`),
  inTime: (index) => new RegExp(`SEARCH .* INDEX ${index} \\(process=\\? .*_at>\\?`),
}

describeListPlans('SQLite', openPlanned, words)
describeFigurePlans('SQLite', openPlanned, words)

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
