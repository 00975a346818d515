import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.js'
import { openOutside } from './effects/open-outside.js'
import {
  accepted,
  contents,
  day,
  errands,
  hour,
  monday,
  openTestEngine,
  refused,
  type TestEngine,
} from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe("the host's transaction", () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine({ pollInterval: 30 * day })
    await t.sql('create table orders (id integer primary key, errand text)')
  })
  afterEach(() => t.close())

  it("takes the host's rows and the case into the database together", async () => {
    const { handles, engine } = t

    const id = await handles.db.transaction(async (trx) => {
      const created = accepted(await engine.create('errand', { ...begin, trx }))
      await trx('orders').insert({ id: 1, errand: created.id })
      accepted(await engine.send(created.id, 'go', { actor: ann, trx }))
      accepted(await engine.note(created.id, { text: 'ordered', actor: ann, trx }))
      return created.id
    })

    expect(await t.sql('select errand from orders')).toEqual([{ errand: id }])
    expect(await engine.get(id)).toMatchObject({ revision: 3 })
  })

  it('takes the case with it when it is rolled back', async () => {
    const { handles, engine } = t
    const { id } = accepted(await engine.create('errand', begin))
    const before = await contents(t)

    await expect(
      handles.db.transaction(async (trx) => {
        accepted(await engine.send(id, 'go', { actor: ann, trx, idempotencyKey: 'k' }))
        accepted(await engine.create('errand', { ...begin, trx }))
        throw new Error('the host changed its mind')
      }),
    ).rejects.toThrow('the host changed its mind')

    expect(await contents(t)).toBe(before)
    expect(accepted(await engine.send(id, 'go', { actor: ann, idempotencyKey: 'k' })).revision).toBe(2)
  })

  it('leaves the host its own rows when an event is refused', async () => {
    const { handles, engine } = t
    const { id } = accepted(await engine.create('errand', begin))

    await handles.db.transaction(async (trx) => {
      await trx('orders').insert({ id: 1, errand: id })
      expect(refused(await engine.send(id, 'deliver', { actor: ann, trx }))).toBe('event-not-accepted')
    })

    expect(await t.sql('select errand from orders')).toEqual([{ errand: id }])
  })

  it('arms the timers once it is committed, and wakes the engine in time', async () => {
    const { handles, engine, clock } = t
    await engine.start()
    await engine.runDue()

    const id = await handles.db.transaction(async (trx) => {
      const created = accepted(await engine.create('errand', { ...begin, trx }))
      clock.moveTo(monday + 4 * hour)
      // A round in the middle of the host's transaction sees nothing of it.
      expect(await engine.runDue()).toBe(0)
      return created.id
    })
    // The commit told the loop, which woke at once since the timers are due: this waits for its round.
    await Promise.resolve()
    await engine.runDue()

    expect((await engine.get(id))?.active.map(({ path }) => path)).toEqual(['under-way'])
  })

  it('arms the timers once the outermost one is committed, when it is a savepoint in another', async () => {
    const { handles, engine, clock } = t
    await engine.start()
    await engine.runDue()

    const id = await handles.db.transaction(async (outer) => {
      const created = await outer.transaction(async (trx) =>
        accepted(await engine.create('errand', { ...begin, trx })),
      )
      clock.moveTo(monday + 4 * hour)
      await outer('orders').insert({ id: 1, errand: created.id })
      return created.id
    })
    await Promise.resolve()
    await engine.runDue()

    expect((await engine.get(id))?.active.map(({ path }) => path)).toEqual(['under-way'])
  })

  it('does no harm when it is rolled back without a reason', async () => {
    const { handles, engine, clock } = t
    await engine.start()
    await engine.runDue()
    const trx = await handles.db.transaction()
    accepted(await engine.create('errand', { ...begin, trx }))

    await trx.rollback()

    clock.moveTo(monday + 5 * hour)
    expect(await engine.runDue()).toBe(0)
    expect(await engine.count()).toBe(0)
    expect(t.log).toEqual([])
  })

  it('never wakes the engine when it is rolled back', async () => {
    const { handles, engine, clock } = t
    await engine.start()
    await engine.runDue()
    await handles.db
      .transaction(async (trx) => {
        accepted(await engine.create('errand', { ...begin, trx }))
        throw new Error('no')
      })
      .catch(() => undefined)

    clock.moveTo(monday + 5 * hour)

    expect(await engine.runDue()).toBe(0)
    expect(t.log).toEqual([])
  })

  it('has effects delivered once it is committed, and none of what it takes back', async () => {
    const asked: string[] = []
    const bank = (_input: unknown, { key }: { readonly key: string }): Promise<{ receipt: string }> => {
      asked.push(key)
      return Promise.resolve({ receipt: 'R' })
    }
    const outside = await openOutside({ services: { bank } })
    const { engine, handles } = outside
    await engine.start()
    const pay = (then: () => Promise<void>): Promise<void> =>
      handles.db.transaction(async (trx) => {
        accepted(await engine.send('case-1', 'pay', { actor: 'ann', trx }))
        // A round in the middle of the host's transaction sees nothing of it.
        await engine.runDue()
        await then()
      })

    await expect(pay(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await engine.runDue()
    await pay(() => expect(Promise.resolve(asked)).resolves.toEqual([]))

    // Nobody moves the clock: the commit told the loop.
    await expect.poll(() => outside.state()).toBe('paid')
    expect(asked).toEqual(['case-1-e1'])
    await outside.close()
  })

  it('is said to hold the only connection when an event is sent without it', async () => {
    const handles = await t.database.open({ connections: 1 })
    const engine = await createEngine({ ...handles, workflows: errands(), clock: t.clock })
    const { id } = accepted(await engine.create('errand', begin))

    await handles.db.transaction(async () => {
      await expect(engine.send(id, 'go', { actor: ann })).rejects.toMatchObject({ code: 'database-busy' })
    })

    expect(accepted(await engine.send(id, 'go', { actor: ann })).revision).toBe(2)
    await engine.stop()
    await handles.close()
  })

  it('must be one of knex', async () => {
    await expect(t.engine.create('errand', { ...begin, trx: {} })).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })
})
