import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, EngineError, type Engine } from '../../engine/index.js'
import { GroupCommit } from '../../engine/runtime/group-commit.js'
import { createStore } from '../../engine/store/index.js'
import type { GroupTransaction } from '../../engine/store/port.js'
import { keepMemory } from '../reload/memory.js'
import { failInserts, testedDatabase } from './open-test-database.js'
import {
  accepted,
  contents,
  errands,
  monday,
  openTestEngine,
  refused,
  type TestEngine,
} from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe('requests that come at the same time', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  const create = async (): Promise<string> => accepted(await t.engine.create('errand', begin)).id
  const count = (id: string, parcels: number, more = {}) =>
    t.engine.send(id, 'count', { actor: ann, payload: { parcels }, ...more })
  /** Transactions that the engine commits while `work` runs. */
  const commits = async (work: () => Promise<unknown>): Promise<number> => {
    let committed = 0
    const hear = ({ sql }: { sql: string }): void => {
      if (/^commit/i.test(sql)) committed += 1
    }
    t.handles.db.on('query', hear)
    await work()
    t.handles.db.removeListener('query', hear)
    return committed
  }

  it('share transactions: the first begins at once, the others go together', async () => {
    keepMemory('commits are counted, and an engine that comes back commits too')
    const ids = await Promise.all(Array.from({ length: 30 }, create))

    const committed = await commits(() => Promise.all(ids.map((id) => count(id, 1))))

    expect(committed).toBe(2)
    expect(await commits(() => count(ids[0]!, 2))).toBe(1)
  })

  it('leave the same behind as if each had come alone', async () => {
    const alone = await openTestEngine()
    const requests = (engine: Engine, ids: readonly string[]) =>
      ids.flatMap((id, index) => [
        () => engine.send(id, 'count', { actor: ann, payload: { parcels: index + 2 } }),
        () => engine.send(id, 'go', { actor: ann, idempotencyKey: `go-${index}` }),
        () => engine.send(id, 'count', { actor: ann, payload: { parcels: -1 } }),
      ])
    const ids: string[] = []
    for (let each = 0; each < 8; each += 1) {
      ids.push(await create())
      accepted(await alone.engine.create('errand', begin))
    }

    const together = await Promise.all(requests(t.engine, ids).map((request) => request()))
    const apart = []
    for (const request of requests(alone.engine, ids)) apart.push(await request())

    expect(together.map(({ refused: why }) => why?.code)).toEqual(apart.map(({ refused: why }) => why?.code))
    expect(JSON.parse(await contents(t))).toEqual(JSON.parse(await contents(alone)))
    await alone.close()
  })

  it('for one case see what those before them did: revisions, preconditions, keys', async () => {
    const id = await create()

    const answers = await Promise.all([
      count(id, 2),
      count(id, 3, { expectedRevision: 2 }),
      count(id, 4, { expectedRevision: 2 }),
      count(id, 5, { idempotencyKey: 'k' }),
      count(id, 5, { idempotencyKey: 'k' }),
      count(id, 6, { idempotencyKey: 'k' }),
      t.engine.create('errand', { ...begin, idempotencyKey: 'new' }),
      t.engine.create('errand', { ...begin, idempotencyKey: 'new' }),
    ])

    expect(answers.map((answer) => answer.refused?.code ?? answer.instance?.revision)).toEqual([
      ...[2, 3, 'revision-conflict', 4, 4, 'idempotency-key-reused', 1, 1],
    ])
    expect(answers[7]).toMatchObject({ repeated: true, instance: { id: answers[6].instance!.id } })
    expect(await t.engine.count({})).toBe(2)
  })

  it('draw numbers one after another, those of refused ones left out', async () => {
    const bad = { actor: ann, data: {} }

    const answers = await Promise.all([
      t.engine.create('errand', begin),
      t.engine.create('errand', bad),
      t.engine.create('errand', begin),
      t.engine.create('errand', begin),
    ])

    expect(answers.map(({ instance }) => instance?.number)).toEqual([
      'E-2026-0001',
      undefined,
      'E-2026-0002',
      'E-2026-0003',
    ])
  })

  it('fail each for its own fault when they cannot be written together', async () => {
    const [good, bad, other] = [await create(), await create(), await create()]
    const failing = await failInserts(t.handles.db, 'aftercare_trail', `new.instance = '${bad}'`)

    const answers = await Promise.allSettled([good, bad, other].map((id) => count(id, 7)))

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((answers[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'database-failed' })
    expect((await t.engine.get(bad))?.revision).toBe(1)
    expect((await t.engine.get(other))?.data['parcels']).toBe(7)
    await failing.repair()
    expect(accepted(await count(bad, 8)).revision).toBe(2)
  })

  it('are answered after the commit only, refusals too', async () => {
    keepMemory('commits are counted, and an engine that comes back commits too')
    const ids = [await create(), await create()]
    const order: string[] = []
    const hear = ({ sql }: { sql: string }): void => {
      if (/^commit/i.test(sql)) order.push('commit')
    }
    t.handles.db.on('query', hear)

    await Promise.all([
      count(ids[0]!, 1).then(() => order.push('first')),
      count(ids[1]!, 2).then(() => order.push('second')),
      count(ids[1]!, -1).then((answer) => order.push(refused(answer))),
    ])

    expect(order).toEqual(['commit', 'first', 'commit', 'second', 'payload-invalid'])
  })

  it('wait in line no longer than the engine can promise: more are refused at once and may come again', async () => {
    await t.engine.stop()
    const engine = await createEngine({
      ...(await t.database.open()),
      clock: t.clock,
      workflows: errands(),
      mostWaiting: 5,
    })

    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => engine.create('errand', begin)))

    const turnedAway = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(turnedAway.length).toBeGreaterThan(0)
    for (const { reason } of turnedAway)
      expect(reason).toMatchObject({ code: 'engine-busy', retryable: true })
    expect(await engine.count({})).toBe(20 - turnedAway.length)
    expect(accepted(await engine.create('errand', begin)).number).toBe(
      `E-2026-${String(21 - turnedAway.length).padStart(4, '0')}`,
    )
    await engine.stop()
  })

  it('are all written before the engine has stopped', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, create))
    const sent = ids.map((id) => count(id, 3))

    await t.engine.stop()

    expect((await Promise.all(sent)).map((answer) => accepted(answer).revision)).toEqual(ids.map(() => 2))
  })
})

describe('a group', () => {
  it('forgets what a request saved that threw, and keeps the others', async () => {
    const t = await openTestEngine()
    const store = createStore(t.handles)
    const groups = new GroupCommit(store)
    const draw = (next: number) => groups.run({ run: (tx) => tx.saveShared({ series: { s: next } }) })

    const told = await Promise.allSettled([
      draw(1),
      draw(2),
      groups.run({
        run: async (tx) => {
          await tx.saveShared({ series: { s: 99 } })
          throw new Error('thought better of it')
        },
      }),
      groups.run({ run: (tx) => tx.series(['s']) }),
    ])

    expect(told.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual([
      ...[undefined, undefined, 'Error: thought better of it', { s: 2 }],
    ])
    expect(await store.read.series(['s'])).toEqual({ s: 2 })
    await t.close()
  })

  it('fails as a whole where the database cannot be had, without trying each', async () => {
    let begun = 0
    const busy = () => {
      begun += 1
      return Promise.reject(new EngineError('database-busy', 'Busy.', { retryable: true }))
    }
    const groups = new GroupCommit({ group: busy, transaction: busy })

    const told = await Promise.allSettled(
      Array.from({ length: 9 }, () => groups.run({ run: () => Promise.resolve(monday) })),
    )

    expect(told.every(({ status }) => status === 'rejected')).toBe(true)
    expect(begun).toBe(2)
  })

  it('counts those that wait for a case somebody else has locked among those that wait', async () => {
    let unlock: (() => void) | undefined
    const unlocked = new Promise<void>((resolve) => (unlock = resolve))
    const tx = {
      prepare: () => Promise.resolve(['c1']),
      attempt: async (work: () => Promise<unknown>) => ({ ok: true, value: await work() }),
    } as unknown as GroupTransaction
    const groups = new GroupCommit(
      {
        group: (work) => work(tx),
        transaction: async (work) => {
          await unlocked
          return work(tx)
        },
      },
      4,
    )
    const ask = () => groups.run({ instance: 'c1', run: () => Promise.resolve('done') })
    const waiting: Promise<string>[] = []
    for (let count = 0; count < 3; count += 1) {
      waiting.push(ask())
      // Somebody with another case comes through, so that the one before stands apart by now.
      expect(await groups.run({ run: () => Promise.resolve('other') })).toBe('other')
    }

    waiting.push(ask())
    await expect(ask()).rejects.toMatchObject({ code: 'engine-busy' })
    unlock?.()
    expect(await Promise.all(waiting)).toEqual(['done', 'done', 'done', 'done'])
    expect(await ask()).toBe('done')
  })

  it.runIf(testedDatabase === 'postgres')(
    'goes on without a case that somebody else has locked',
    async () => {
      const t = await openTestEngine()
      const [held, free] = [
        accepted(await t.engine.create('errand', begin)).id,
        accepted(await t.engine.create('errand', begin)).id,
      ]
      const other = await t.database.open()
      const trx = await other.db.transaction()
      await trx.raw('select 1 from aftercare_instances where id = ? for update', [held])
      const order: string[] = []
      const count = (id: string, parcels: number, name: string) =>
        t.engine
          .send(id, 'count', { actor: ann, payload: { parcels } })
          .then((answer) => order.push(`${name} ${accepted(answer).revision}`))

      const first = count(free, 1, 'free')
      const waiting = [count(held, 2, 'held'), count(held, 3, 'held')]
      await Promise.all([first, count(free, 4, 'free')])
      await trx.rollback()
      await Promise.all(waiting)

      expect(order).toEqual(['free 2', 'free 3', 'held 2', 'held 3'])
      await other.close()
      await t.close()
    },
  )
})
