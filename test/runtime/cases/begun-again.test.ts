import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../../engine/index.js'
import type { StoreTransaction } from '../../../engine/store/port.js'
import { testedDatabase } from '../open-test-database.js'
import {
  accepted,
  day,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from '../open-test-engine.js'
import { feesFiles } from './fees-files.js'
import { keepMemory } from '../../reload/memory.js'

const workflows = sound(feesFiles)
const again = { reason: 'the figures of the shop', actor: 'ann' }
let t: TestEngine

beforeEach(async () => {
  t = await openTestEngine({ workflows })
})
afterEach(() => t.close())

/** An enquiry that has asked for fees. */
async function asked(event = 'charge'): Promise<string> {
  const { id } = accepted(await t.engine.create('enquiry', { actor: 'ann' }))
  accepted(await t.engine.send(id, event, { actor: 'ann' }))
  return id
}

const merged = (loser: string, into: string) =>
  t.engine.merge(loser, { into, reason: 'told twice', actor: 'ann' })

describe('a case that could not begin for want of a figure', () => {
  it.each(['charge', 'turn'])('begins on the profile an operator names (%s)', async (event) => {
    const id = await asked(event)
    await t.engine.runDue()
    expect((await t.engine.related(id))?.links).toMatchObject([
      { status: 'refused', refusal: { code: 'parameter-unset' } },
    ])

    accepted(await t.engine.retryMessage(`${id}-p1`, { ...again, profile: 'shop' }))
    await t.engine.runDue()

    expect(await t.engine.get(`${id}-c1`)).toMatchObject({
      profile: 'shop',
      status: 'active',
      deadlines: [{ dueAt: monday + 2 * day }],
      origin: { instance: id },
    })
    expect((await t.engine.related(id))?.links).toMatchObject([{ status: 'active', process: 'fees' }])
  })

  it('is not begun for a case that was merged into another since: that one goes on for both', async () => {
    const loser = await asked()
    const winner = await asked()
    await t.engine.runDue()
    accepted(await merged(loser, winner))

    const { refused: refusal } = await t.engine.retryMessage(`${loser}-p1`, { ...again, profile: 'shop' })

    expect(refusal).toMatchObject({ code: 'cannot-retry', reasons: [{ found: winner }] })
    await t.engine.runDue()
    expect(await t.engine.get(`${loser}-c1`)).toBeUndefined()
    accepted(await t.engine.retryMessage(`${winner}-p1`, { ...again, profile: 'shop' }))
  })

  it('takes its values as an object and nothing else', async () => {
    const id = await asked()
    await t.engine.runDue()

    await expect(t.engine.retryMessage(`${id}-p1`, { ...again, data: 'x' as never })).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })
})

describe('a merge of a case whose own case is just about to begin', () => {
  it.runIf(testedDatabase === 'postgres')(
    'is refused, also where another node begins it meanwhile',
    async () => {
      keepMemory('the test stands between the calls of one store')
      const { id: winner } = accepted(await t.engine.create('enquiry', { actor: 'ann' }))
      const { id: loser } = accepted(await t.engine.create('enquiry', { actor: 'ann', profile: 'shop' }))
      accepted(await t.engine.send(loser, 'charge', { actor: 'ann' }))
      const handles = await t.database.open()
      const other = await createEngine({ ...handles, clock: t.clock, workflows })
      const { store } = t.engine
      const transaction = store.transaction.bind(store)
      let looks = 0
      /** The other node goes to work as soon as the merge has looked for the first time. */
      const meanwhile =
        <A extends unknown[], T>(look: (...args: A) => Promise<T>) =>
        async (...args: A): Promise<T> => {
          const seen = await look(...args)
          looks += 1
          if (looks === 1) await other.runDue()
          return seen
        }
      const watched = (tx: StoreTransaction): StoreTransaction => ({
        ...tx,
        records: meanwhile((ids: readonly string[]) => tx.records(ids)),
        beginsOf: meanwhile((ids: readonly string[]) => tx.beginsOf(ids)),
      })
      Object.assign(store, {
        transaction: (work: (tx: StoreTransaction) => Promise<unknown>) =>
          transaction((tx) => work(watched(tx))),
      })

      const answer = await merged(loser, winner)

      expect(await t.engine.get(`${loser}-c1`)).toMatchObject({ status: 'active' })
      expect(refused(answer)).toBe('cannot-merge')
      await other.stop()
      await handles.close()
    },
  )
})
