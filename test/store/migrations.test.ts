import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore, openSqlite } from '../../engine/store/index.js'
import { migrationHash } from '../../engine/store/migrate.js'
import { migrations } from '../../engine/store/migrations/index.js'
import { errorOf, save } from './conformance.js'
import { openTestStore, type TestedSqlite } from './open-test-store.js'
import { startOtherProcess } from './other-process.js'
import { creation, sampleRecord } from './sample-cases.js'

/** Released migrations: lines are added here, never changed. */
const released = [
  {
    number: 1,
    name: 'first-light',
    hash: '3487dd3878bb20180b88fc26515ced53006b2dc5ebedc2fe60937ea6b57327e0',
  },
]

describe('Migrations', () => {
  let opened: TestedSqlite
  beforeEach(async () => {
    opened = await openTestStore()
  })
  afterEach(() => opened.close())

  it('are what they were when they were released', () => {
    const now = migrations.map((migration) => ({
      number: migration.number,
      name: migration.name,
      hash: migrationHash(migration),
    }))

    expect(now).toEqual(released)
  })

  it('run once, tell the log, and leave data alone', async () => {
    const lines: string[] = []
    await save(opened.store, creation(sampleRecord('c1')))
    const again = createStore({ ...opened.sqlite, onLog: (line) => lines.push(line.message) })

    await again.migrate()
    await createStore({
      ...opened.sqlite,
      prefix: 'second_',
      onLog: (line) => lines.push(line.message),
    }).migrate()

    expect(lines).toEqual(["Migration 'first-light' has run."])
    expect(await again.read.instance('c1')).toBeDefined()
  })

  it('stand in a table of their own', async () => {
    const tables = await opened.sql(`select name from sqlite_master where type = 'table' order by name`)

    expect(tables.map((row) => row.name)).toContain('aftercare_migrations')
    expect(tables.every((row) => String(row.name).startsWith('aftercare_'))).toBe(true)
  })

  it('keep two stores with different prefixes apart', async () => {
    const second = createStore({ ...opened.sqlite, prefix: 'second_' })
    await second.migrate()

    await save(second, creation(sampleRecord('c1')))

    expect(await opened.store.read.instance('c1')).toBeUndefined()
    expect(await second.read.instance('c1')).toBeDefined()
    const wrong = () => createStore({ ...opened.sqlite, prefix: 'x; drop table y' })
    expect(wrong).toThrow('table prefix')
  })

  it('refuse a database that a newer release has upgraded', async () => {
    await opened.sql(
      `insert into aftercare_migrations (number, name, hash, applied_at, additive) values (2, 'papers', 'x', 0, 0)`,
    )

    const error = await errorOf(opened.store.migrate())

    expect(error.code).toBe('database-newer')
    expect(error.message).toContain('papers')
  })

  it('refuse a program whose steps differ from those that ran', async () => {
    await opened.sql(`update aftercare_migrations set hash = 'other' where number = 1`)

    expect((await errorOf(opened.store.migrate())).code).toBe('database-failed')
  })

  it('wait for another process that migrates at the same time', async () => {
    const other = await startOtherProcess(opened.file)
    await other.run('begin immediate')
    const begun = new Promise((resolve) => opened.sqlite.db.once('query', resolve))

    const running = createStore({ ...opened.sqlite, prefix: 'third_' }).migrate()
    await begun
    await other.run('commit')

    await expect(running).resolves.toBeUndefined()
    await other.stop()
  })
})

describe('Opening a SQLite file', () => {
  it('creates the folder and sets what durability needs', async () => {
    const opened = await openTestStore()
    const pragma = async (name: string) => Object.values((await opened.sql(`pragma ${name}`))[0]!)[0]

    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
    expect(await pragma('busy_timeout')).toBe(5000)
    await expect(opened.sqlite.reader.raw('create table x (y)')).rejects.toThrow('readonly')
    await opened.close()
    await opened.sqlite.close()
  })

  it('explains a file that is no database, and one whose folder cannot be made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aftercare-open-'))
    const file = join(folder, 'text.sqlite')
    await writeFile(file, 'this is not a database, but long enough to look at it twice'.repeat(20))

    const noDatabase = await errorOf(openSqlite(file))
    const noFolder = await errorOf(openSqlite(join(file, 'below', 'x.sqlite')))

    expect(noDatabase.code).toBe('database-failed')
    expect(noFolder.code).toBe('database-failed')
    await rm(folder, { recursive: true })
  })

  it('serves a store in memory over one connection', async () => {
    const memory = await openSqlite(':memory:')
    const store = createStore(memory)
    await store.migrate()

    await save(store, creation(sampleRecord('c1')))

    expect(await store.read.instance('c1')).toBeDefined()
    await store.close()
    await memory.close()
  })
})
