import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore, type OpenedDatabase } from '../../engine/store/index.js'
import type { Store } from '../../engine/store/port.js'
import { Lease } from '../../engine/runtime/nodes/lease.js'
import { databases, seen, type SharedDatabase } from './open-nodes.js'

/** Longer than any of these tests. */
const long = 600_000

describe.each(databases)('A lease on %s', (_name, open) => {
  let database: SharedDatabase
  let handles: OpenedDatabase
  let store: Store
  beforeEach(async () => {
    database = await open()
    handles = await database.open()
    store = createStore(handles)
    await store.migrate()
  })
  afterEach(async () => {
    await store.close()
    await handles.close()
    await database.remove()
  })

  const take = (holder: string, duration = long) => store.takeLease({ name: 'work', holder, duration })
  const lease = (node: string, duration = long, elapsed?: () => number) =>
    new Lease({ store, name: 'work', node, duration, ...(elapsed && { elapsed }) })

  it('is had by one who asks, and the others are told by whom and for how long', async () => {
    expect(await take('a')).toEqual({ held: true, holder: 'a', remaining: long })

    const refused = await take('b')

    expect(refused).toMatchObject({ held: false, holder: 'a' })
    expect(refused.remaining).toBeGreaterThan(long / 2)
    expect(refused.remaining).toBeLessThanOrEqual(long)
    expect((await take('a')).held).toBe(true)
  })

  it('goes to one of many who ask at the same moment', async () => {
    const others = await Promise.all([database.open(), database.open()])
    const stores = [store, ...others.map((other) => createStore(other))]
    const asking = Array.from({ length: 12 }, (_none, index) =>
      stores[index % 3]!.takeLease({ name: 'work', holder: `n${index}`, duration: long }),
    )

    const answers = await Promise.all(asking)

    expect(answers.filter(({ held }) => held)).toHaveLength(1)
    for (const other of stores.slice(1)) await other.close()
    for (const other of others) await other.close()
  })

  it('is had by another once it has run out or was given back, and given back by its holder only', async () => {
    await take('a', 0)
    expect((await take('b')).held).toBe(true)

    await store.releaseLease({ name: 'work', holder: 'a' })
    expect((await take('c')).held).toBe(false)
    await store.releaseLease({ name: 'work', holder: 'b' })

    expect((await take('c')).held).toBe(true)
  })

  it('from the future is nobody’s, since the clock of the database was set back', async () => {
    await take('a')
    await handles.db.raw('update aftercare_leases set taken_at = taken_at + 7200000, until = until + 7200000')

    expect((await take('b')).held).toBe(true)
  })

  it('is not counted on by its holder to its very end, whatever the clocks of the machines say', async () => {
    let elapsed = 1000
    const own = lease('a', 1000, () => elapsed)
    expect(await own.hold()).toBe(true)

    elapsed = 1899
    expect(own.isHeld).toBe(true)
    elapsed = 1900
    expect(own.isHeld).toBe(false)
  })

  it('that lapsed is asked for again before anything is done under it', async () => {
    let elapsed = 0
    const own = lease('a', long, () => elapsed)
    await own.hold()
    await store.releaseLease({ name: 'work', holder: 'a' })
    await take('b')
    expect(await own.hold()).toBe(true)

    elapsed = long

    expect(await own.hold()).toBe(false)
    expect(own.holder).toBe('b')
  })

  it('is taken by itself, and told, when the time of a holder that does not answer is over', async () => {
    await take('a', 300)
    const told = new Promise<void>((taken) => {
      const own = new Lease({ store, name: 'work', node: 'b', duration: long, taken })
      own.want()
      void own.hold()
    })

    await told

    expect((await take('c')).holder).toBe('b')
  })

  it('is renewed as long as somebody wants it, and given back with the last', async () => {
    const own = lease('a', 300)
    own.want()
    own.want()
    await own.hold()
    const until = async (): Promise<unknown> =>
      (await handles.db('aftercare_leases').first('until')) as unknown
    const first = await until()

    await seen(async () => JSON.stringify(await until()) !== JSON.stringify(first))
    await own.unwant()
    expect((await take('b')).held).toBe(false)
    await own.unwant()

    expect((await take('b')).held).toBe(true)
  })
})
