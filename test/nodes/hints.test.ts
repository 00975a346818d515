import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore, type OpenedDatabase } from '../../engine/store/index.js'
import type { HintTopic, Store } from '../../engine/store/port.js'
import { postgresUrl } from '../postgres/open-postgres-schema.js'
import { accepted, day, monday } from '../runtime/open-test-engine.js'
import { databases, openNodes, postgresDatabase, seen, type SharedDatabase } from './open-nodes.js'

const ann = { id: 'ann', roles: ['clerk'] }

describe.each(databases)('A hint on %s', (_name, open) => {
  it('is heard in this process, by those who still want to', async () => {
    const database = await open()
    const handles = await database.open()
    const store = createStore(handles)
    await store.migrate()
    const heard: string[] = []
    const hangUp = store.onHint((topic) => heard.push(`first ${topic}`))
    const other = store.onHint((topic) => heard.push(`other ${topic}`))

    store.hint('due')
    hangUp()
    store.hint('effects')

    expect(heard.slice(0, 3)).toEqual(['first due', 'other due', 'other effects'])
    other()
    await store.close()
    await handles.close()
    await database.remove()
  })
})

describe.skipIf(postgresUrl === undefined)('A hint between nodes', () => {
  let database: SharedDatabase
  let handles: OpenedDatabase[]
  let here: Store
  let there: Store
  const warnings: string[] = []
  beforeEach(async () => {
    database = await postgresDatabase()
    handles = [await database.open(), await database.open()]
    here = createStore({ ...handles[0]!, onLog: ({ message }) => warnings.push(message) })
    there = createStore(handles[1]!)
    await here.migrate()
  })
  afterEach(async () => {
    await Promise.all([here.close(), there.close()])
    for (const each of handles) await each.close()
    await database.remove()
  })

  /** A listener that hears others: whoever has just begun to listen is told everything once. */
  const listen = async (store: Store): Promise<HintTopic[]> => {
    const heard: HintTopic[] = []
    store.onHint((topic) => heard.push(topic))
    await seen(() => heard.length === 4)
    heard.length = 0
    return heard
  }
  const cut = (): Promise<{ rows: { count: string }[] }> =>
    handles[1]!.db.raw(
      `select count(pg_terminate_backend(pid)) from pg_stat_activity
       where query like 'listen%' and pid <> pg_backend_pid()`,
    )

  it('is heard by the others, and by whoever gives it once', async () => {
    const [heardHere, heardThere] = [await listen(here), await listen(there)]

    here.hint('effects')
    await seen(() => heardThere.length > 0)
    there.hint('due')
    await seen(() => heardHere.includes('due'))

    expect(heardThere).toEqual(['effects', 'due'])
    expect(heardHere).toEqual(['effects', 'due'])
  })

  it('is sent once for many that come at the same time, and once more for those that came after it', async () => {
    const heard = await listen(there)
    const sent: unknown[] = []
    handles[0]!.db.on('query', ({ sql, bindings }: { sql: string; bindings: unknown }) => {
      if (sql.includes('pg_notify')) sent.push(bindings)
    })

    for (let count = 0; count < 100; count += 1) here.hint('due')
    await seen(() => heard.length >= 2)

    expect(heard).toEqual(['due', 'due'])
    expect(sent).toHaveLength(2)
  })

  it('is heard again after the connection was cut, and whoever listens looks at everything meanwhile', async () => {
    const heard = await listen(here)
    expect((await cut()).rows).toEqual([{ count: '1' }])

    await seen(() => heard.length === 4)
    expect(new Set(heard)).toEqual(new Set(['due', 'effects', 'changes', 'time-free']))
    expect(warnings.at(-1)).toContain('noticed at the next poll')

    there.hint('due')
    await seen(() => heard.length === 5)
    expect(heard.at(-1)).toBe('due')
  })

  it('takes no connection of the pool, and none at all once nobody listens', async () => {
    const count = async (): Promise<number> => {
      const { rows } = await handles[1]!.db.raw<{ rows: unknown[] }>(
        `select pid from pg_stat_activity where query like 'listen%' and pid <> pg_backend_pid()`,
      )
      return rows.length
    }
    const hangUp = here.onHint(() => undefined)
    await seen(async () => (await count()) === 1)
    const { pool } = handles[0]!.db.client as { pool: { numUsed(): number } }
    expect(pool.numUsed()).toBe(0)

    hangUp()

    await seen(async () => (await count()) === 0)
  })

  it('does no harm where somebody else sends something strange under the same name', async () => {
    const heard = await listen(here)

    for (const payload of ['', 'due', '{}', '["x","y","due"]', '[1,2,3]'])
      await handles[1]!.db.raw(`select pg_notify('aftercare_leases', ?)`, [payload])
    there.hint('changes')
    await seen(() => heard.length > 0)

    expect(heard).toEqual(['changes'])
  })
})

describe.skipIf(postgresUrl === undefined)('A case that one node is told something about', () => {
  it('is gone on with at once by the node that keeps the time, long before its next poll', async () => {
    const nodes = await openNodes(postgresDatabase)
    const keeper = await nodes.add('keeper', { pollInterval: 30 * day, leaseDuration: 60_000 })
    const other = await nodes.add('other', { pollInterval: 30 * day, leaseDuration: 60_000 })
    await keeper.engine.start()
    await keeper.engine.runDue()
    nodes.clock.moveTo(monday + day)
    const [{ id }] = [accepted(await other.engine.create('errand', { actor: ann, data: { address: 'x' } }))]

    nodes.clock.moveTo(nodes.clock.now() + day / 2)
    accepted(await other.engine.note(id, { text: 'to wake it', actor: ann }))
    await other.stop()

    const state = async (): Promise<unknown> => (await keeper.engine.get(id))?.active[0]?.path
    await seen(async () => (await state()) === 'under-way')
    await nodes.close()
  })
})
