import { describe, expect, it } from 'vitest'
import { describeStore } from './conformance.js'
import { missingBetterSqlite, openHostStore } from './open-better-sqlite.js'
import { openTestStore } from './open-test-store.js'

const missing = await missingBetterSqlite()

describeStore('a SQLite file', openTestStore)
describeStore('SQLite in memory', () => openHostStore('sqlite3', 'memory'), { readsApart: false })

describe('better-sqlite3', () => {
  it.runIf(process.env['REQUIRE_BETTER_SQLITE3'] === '1')('is there where it has to be', () => {
    expect(missing).toBeUndefined()
  })
})

if (missing === undefined) {
  describeStore('a SQLite file, by better-sqlite3', () => openHostStore('better-sqlite3', 'file'))
  describeStore('SQLite in memory, by better-sqlite3', () => openHostStore('better-sqlite3', 'memory'), {
    readsApart: false,
  })
} else process.stderr.write(`\n*** SKIPPED: no test ran on better-sqlite3. ${missing} ***\n\n`)
