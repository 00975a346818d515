import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore, type ChangeRow, type SavedStep, type Store } from '../../engine/store/index.js'
import { openPostgresSchema, type PostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { errorOf, save } from './conformance.js'
import { allChanges, changesBehind } from './conformance-changes.js'
import { creation, nextStep, sampleRecord } from './sample-cases.js'

const told = (changes: readonly ChangeRow[]): readonly string[] =>
  changes.map(({ instance, revision }) => `${instance} ${revision}`)

describe.skipIf(postgresUrl === undefined)('Changes of writers that overlap', () => {
  let schema: PostgresSchema
  let store: Store
  const open = new Set<Knex.Transaction>()

  beforeEach(async () => {
    schema = await openPostgresSchema()
    store = createStore(schema)
    await store.migrate()
    await schema.db.raw('create table host_rows (id integer)')
  })
  afterEach(async () => {
    for (const trx of open) await trx.rollback()
    open.clear()
    await store.close()
    await schema.close()
  })

  /** A transaction that has its number, and is open. */
  async function begin(): Promise<Knex.Transaction> {
    const trx = await schema.db.transaction()
    open.add(trx)
    await trx.raw('insert into host_rows values (1)')
    return trx
  }

  async function end(trx: Knex.Transaction, how: 'commit' | 'rollback' = 'commit'): Promise<void> {
    open.delete(trx)
    await trx[how]()
  }

  const saveIn = (host: Knex.Transaction, step: SavedStep): Promise<void> =>
    store.transaction((tx) => tx.saveStep(step), { host })

  /** Other tests on the same server may have transactions open that hold changes back. */
  const eventually = (look: () => Promise<void>): Promise<void> => vi.waitFor(look, 30_000)
  const expectAll = (changes: readonly string[]): Promise<void> =>
    eventually(async () => expect(told(await allChanges(store))).toEqual(changes))

  it('come once each when the one that began later commits first', async () => {
    const now = await store.read.changeCursor('now')
    const early = await begin()
    const late = await begin()
    await saveIn(early, creation(sampleRecord('early')))
    await saveIn(late, creation(sampleRecord('late')))

    await end(late)
    const first = await store.read.changes(now, 9)
    await end(early)
    await expectAll(['early 1', 'late 1'])
    const then = await store.read.changes(first.end, 9)

    expect(told([...first.items, ...then.items])).toEqual(['early 1', 'late 1'])
  })

  it('wait for a transaction that is open for long, and lose nothing by that', async () => {
    await save(store, creation(sampleRecord('c1')))
    await expectAll(['c1 1'])
    const long = await begin()
    const during = ['c2', 'c3', 'c4']
    for (const id of during) await save(store, creation(sampleRecord(id)))
    const held = await allChanges(store)
    const now = await store.read.changeCursor('now')
    await saveIn(long, creation(sampleRecord('long')))

    await end(long)

    expect(told(held)).toEqual(['c1 1'])
    // It had drawn its number first.
    await expectAll(['c1 1', 'long 1', 'c2 1', 'c3 1', 'c4 1'])
    // What had been held back may come again after 'now'; what was open then must.
    expect(told(await changesBehind(store, now))).toContain('long 1')
  })

  it('keep the order of a case when the later step is of the older transaction', async () => {
    const record = await save(store, creation(sampleRecord('c1')))
    await expectAll(['c1 1'])
    const cursor = (await allChanges(store)).at(-1)!.cursor
    const oldest = await begin()
    // A third one between the two, which is open for longest: what comes after it is held back.
    const between = await begin()
    const second = nextStep(record, {})
    await save(store, second)
    await saveIn(oldest, nextStep(second.after, {}))

    await end(oldest)
    const first = await store.read.changes(cursor, 9)
    await end(between)
    await expectAll(['c1 1', 'c1 2', 'c1 3'])
    const then = await store.read.changes(first.end, 9)

    expect(told([...first.items, ...then.items])).toEqual(['c1 2', 'c1 3'])
  })

  it('tell nothing of a transaction that is rolled back, and are not held up by it', async () => {
    const failed = await begin()
    await saveIn(failed, creation(sampleRecord('failed')))
    await save(store, creation(sampleRecord('c1')))

    await end(failed, 'rollback')

    await expectAll(['c1 1'])
  })

  it('are found again when they come with a dump of a server that was further on', async () => {
    const record = await save(store, creation(sampleRecord('c1')))
    const second = await save(store, nextStep(record, {}))
    await schema.db.raw('update aftercare_changes set xid = xid + 1000000000000')
    const elsewhere = Buffer.from(JSON.stringify(['changes', 1_000_000_000_000, 1])).toString('base64url')
    expect(await allChanges(store)).toEqual([])

    await store.transaction((tx) => tx.settleForeignChanges())
    await save(store, nextStep(second, {}))

    await expectAll(['c1 1', 'c1 2', 'c1 3'])
    expect((await errorOf(store.read.checkChangeCursor(elsewhere))).code).toBe('cursor-expired')
  })
})
