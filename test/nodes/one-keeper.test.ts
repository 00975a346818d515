import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineError, type Engine } from '../../engine/index.js'
import type { Store } from '../../engine/store/port.js'
import { accepted, hour, minute, monday } from '../runtime/open-test-engine.js'
import { databases, gate, openNodes, seen, type TestNodes } from './open-nodes.js'

const ann = { id: 'ann', roles: ['clerk'] }
/** More than share one transaction. */
const many = 100

describe.each(databases)('Several nodes on %s', (_name, open) => {
  let nodes: TestNodes
  beforeEach(async () => {
    nodes = await openNodes(open)
  })
  afterEach(() => nodes.close())

  const create = async (engine: Engine, count: number): Promise<readonly string[]> => {
    const begun = Array.from({ length: count }, () =>
      engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }),
    )
    return (await Promise.all(begun)).map((answer) => accepted(answer).id)
  }
  /** How often the timers of each of these cases have fired. */
  const fired = async (store: Store, cases: readonly string[]): Promise<readonly number[]> => {
    const counts: number[] = []
    for (const id of cases) {
      const { items } = await store.read.trail(id, { limit: 100 })
      counts.push(items.filter(({ type }) => type === 'timer-fired').length)
    }
    return counts
  }
  const isBreached = async (engine: Engine, id: string): Promise<boolean> =>
    (await engine.get(id))?.deadlines[0]?.status === 'breached'
  const passing = (): void => nodes.clock.moveTo(nodes.clock.now() + 1000)

  it('have one that keeps the time, and another at once when it stops', async () => {
    const a = await nodes.add('a', { leaseDuration: hour })
    const b = await nodes.add('b', { leaseDuration: hour })
    const [id = ''] = await create(b.engine, 1)
    await a.engine.start()
    await a.engine.runDue()
    await b.engine.start()
    expect([await a.engine.keepsTime(), await b.engine.keepsTime()]).toEqual([true, false])

    await a.stop()
    nodes.clock.moveTo(monday + 2 * hour)
    await seen(() => isBreached(b.engine, id), passing)

    expect(await b.engine.keepsTime()).toBe(true)
  })

  it('follow one that does not answer any more once its lease has run out', async () => {
    let isCutOff = false
    const through = <T>(work: () => Promise<T>): Promise<T> =>
      isCutOff
        ? Promise.reject(new EngineError('database-busy', 'It is cut off.', { retryable: true }))
        : work()
    const a = await nodes.add('a', {
      between: (store) => ({
        ...store,
        takeLease: (request) => through(() => store.takeLease(request)),
        releaseLease: (lease) => through(() => store.releaseLease(lease)),
        group: (work, named) => through(() => store.group(work, named)),
        transaction: (work, options) => through(() => store.transaction(work, options)),
      }),
    })
    const b = await nodes.add('b')
    const [id = ''] = await create(b.engine, 1)
    await a.engine.start()
    await a.engine.runDue()
    await b.engine.start()

    isCutOff = true
    nodes.clock.moveTo(monday + 2 * hour)
    await seen(() => isBreached(b.engine, id), passing)

    expect(b.log).toContain("info: This node (b) holds 'due' now, after a.")
  })

  it('fire each timer once, although one was held up for longer than its lease in the middle of them', async () => {
    const stalled = gate()
    let stalls = false
    const a = await nodes.add('a', {
      between: (store) => ({
        ...store,
        group: async (work, named) => {
          if (stalls && named?.name === 'due') await stalled.pass()
          return store.group(work, named)
        },
        // As a process that stands still: it renews nothing either.
        takeLease: async (request) => {
          if (stalls) throw new Error('It stands still.')
          return store.takeLease(request)
        },
      }),
    })
    const b = await nodes.add('b')
    const cases = await create(b.engine, many)
    await a.engine.start()
    await a.engine.runDue()
    nodes.clock.moveTo(monday + 2 * hour)
    stalls = true
    const slow = a.engine.runDue()
    await stalled.reached

    const byOther = await b.engine.runDue()
    stalls = false
    stalled.open()
    await slow

    expect(byOther).toBe(many)
    expect(new Set(await fired(b.store, cases))).toEqual(new Set([2]))
  })

  it('fire each timer once when both go over them at the same moment', async () => {
    const both = await Promise.all([nodes.add('a', alone), nodes.add('b', alone)])
    const cases = await create(both[0].engine, many)
    nodes.clock.moveTo(monday + 2 * hour)

    await Promise.all(both.map(({ engine }) => engine.runDue()))

    expect(new Set(await fired(both[0].store, cases))).toEqual(new Set([2]))
    expect(both.flatMap(({ log }) => log).filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('let somebody who waits for what is due wait for the node that does it', async () => {
    const a = await nodes.add('a')
    const b = await nodes.add('b')
    const cases = await create(b.engine, 3)
    await a.engine.start()
    await a.engine.runDue()

    nodes.clock.moveTo(monday + 2 * hour)
    const done = await b.engine.runDue()

    expect(done).toBe(0)
    expect(await fired(b.store, cases)).toEqual([2, 2, 2])
  })

  it('start what is due by a schedule, tidy up and anchor on one of them', async () => {
    const a = await nodes.add('a')
    const b = await nodes.add('b')
    await a.engine.start()
    await a.engine.runDue()
    await b.engine.start()
    const purged: string[] = []
    for (const [name, { db }] of Object.entries({ a, b }))
      db.on('query', ({ sql }: { sql: string }) => {
        if (/delete from aftercare_idempotency_keys/.test(sql)) purged.push(name)
      })

    nodes.clock.moveTo(monday + 2 * hour)
    await seen(() => purged.length > 0)
    await b.engine.runDue()

    expect(purged).toEqual(['a'])
  })

  it('go on each by itself with what people ask for, whoever keeps the time', async () => {
    const a = await nodes.add('a')
    const b = await nodes.add('b')
    await a.engine.start()
    await b.engine.start()
    const [id = ''] = await create(a.engine, 1)

    const answers = await Promise.all([
      b.engine.send(id, 'go', { actor: ann }),
      ...Array.from({ length: 6 }, (_none, index) =>
        [a, b][index % 2]!.engine.note(id, { text: `note ${index}`, actor: ann }),
      ),
    ])

    expect(answers.filter(({ refused }) => refused)).toEqual([])
    expect((await a.engine.get(id))?.revision).toBe(8)
  })
})

/** A store under which everybody believes to keep the time. */
const alone = {
  leaseDuration: minute,
  between: (store: Store): Store => ({
    ...store,
    takeLease: ({ holder, duration }) => Promise.resolve({ held: true, holder, remaining: duration }),
  }),
}
