import { describe, expect, it } from 'vitest'
import { withoutKey } from '../../engine/runtime/without-key.js'
import type { CaseScope, OperatorActionFilter, OperatorActionRow, Store } from '../../engine/store/port.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, entry, minute, sampleRecord, start } from './sample-cases.js'

const row = (seq: number, changes: Partial<OperatorActionRow> = {}): OperatorActionRow => ({
  ...{
    seq,
    instance: 'c1',
    process: 'repair',
    at: start,
    actor: 'ada',
    action: 'move',
    reason: 'wrong desk',
  },
  ...changes,
})

const add = (store: Store, ...rows: readonly OperatorActionRow[]) =>
  store.transaction(async (tx) => {
    for (const one of rows) await tx.addOperatorAction(one)
  })

/** What operators did, in the order in which it is read. */
export function describeOperatorActions(open: OpenStore): void {
  describe('the operators’ log', () => {
    const opened = freshStore(open)

    it('gives rows back as they were, the latest first, also of one moment', async () => {
      const { store } = opened()
      const whole = row(2, { number: 'R-1', via: 'desk', at: start + minute })
      await add(store, row(1), whole, row(3))

      const { items, next } = await store.read.operatorActions({}, { limit: 10 })

      expect(items).toEqual([whole, row(3), row(1)])
      expect(next).toBeUndefined()
    })

    it('tells the reason that stands in the trail, and none once it is erased there', async () => {
      const { store, sql } = opened()
      const acted = entry(2, {
        type: 'operator-acted',
        body: { action: 'move', reason: null },
        personal: { '/reason': 'Wang Fang called' },
      })
      await save(store, creation(sampleRecord('c1'), { trail: [entry(1), acted] }))
      await add(store, withoutKey(row(2), 'reason'))
      const reasons = async (filter: OperatorActionFilter = {}) =>
        (await store.read.operatorActions(filter, { limit: 10 })).items.map(({ reason }) => reason)

      expect(await reasons()).toEqual(['Wang Fang called'])
      expect(await reasons({ reasonsWithin: { anyOf: [{ processes: ['exchange'] }] } })).toEqual([null])
      await sql(`update aftercare_trail set personal = null where instance = 'c1' and seq = 2`)
      expect(await reasons()).toEqual([null])
    })

    it('keeps what was done to no case, with what it was about', async () => {
      const { store } = opened()
      const { at, actor, action } = row(1)
      const key = {
        ...{ at, actor, action: 'revoke-key', subject: 'key_1' },
        detail: { name: 'desk', roles: ['clerk'] },
      }
      await add(store, { at, actor, action }, key)

      const { items } = await store.read.operatorActions({}, { limit: 10 })

      expect(items).toEqual([key, { at, actor, action }])
    })

    it('goes on where a page ended, whatever was added meanwhile', async () => {
      const { store } = opened()
      await add(store, row(1), row(2), row(3))
      const first = await store.read.operatorActions({}, { limit: 2 })
      await add(store, row(4, { at: start + minute }))

      const second = await store.read.operatorActions({}, { limit: 2, cursor: first.next ?? '' })

      expect([...first.items, ...second.items].map(({ seq }) => seq)).toEqual([3, 2, 1])
    })

    it('goes back as well, page by page, to the first', async () => {
      const { store } = opened()
      await add(store, ...[1, 2, 3, 4, 5].map((seq) => row(seq)))
      const read = (page: object) => store.read.operatorActions({ actor: 'ada' }, { limit: 2, ...page })
      const first = await read({})
      const second = await read({ cursor: first.next ?? '' })
      const third = await read({ cursor: second.next ?? '' })

      const back = await read({ before: third.prev ?? '' })
      const top = await read({ before: back.prev ?? '' })

      const pages = [first, second, third, back, top].map(({ items }) => items.map(({ seq }) => seq))
      expect(pages).toEqual([[5, 4], [3, 2], [1], [3, 2], [5, 4]])
      expect([first.prev, third.next, top.prev]).toEqual([undefined, undefined, undefined])
      expect(top.next).toBeDefined()
      await expect(read({ cursor: first.next, before: third.prev })).rejects.toMatchObject({
        code: 'usage-wrong',
      })
    })

    it('is narrowed to what somebody sees: cases, and processes of which they see all', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('c1')))
      await save(store, creation(sampleRecord('c2', { process: 'other' })))
      const { at, actor, action } = row(1)
      await add(
        store,
        row(1),
        row(2, { instance: 'c2', process: 'other' }),
        row(3, { instance: 'gone' }),
        { at, actor, action, process: 'repair', subject: '4' },
        { at, actor, action, process: 'other', subject: '5' },
        { at, actor, action, subject: '6' },
      )
      const seen = async (...anyOf: CaseScope['anyOf']) => {
        const filter = { within: { anyOf } }
        const { items } = await store.read.operatorActions(filter, { limit: 10 })
        expect(await store.read.countOperatorActions(filter)).toBe(items.length)
        return items.map(({ seq, subject }) => seq ?? Number(subject))
      }

      expect(await seen({ processes: ['repair'] })).toEqual([4, 1])
      expect(await seen({ processes: ['repair'], people: ['nobody'] }, { processes: ['other'] })).toEqual([
        5, 2,
      ])
      expect(await seen()).toEqual([])
    })

    it('is narrowed by who, what, which case and when, and counted alike', async () => {
      const { store } = opened()
      await add(
        store,
        row(1),
        row(2, { actor: 'bob', instance: 'c2', number: 'R-2', process: 'exchange', at: start + minute }),
        row(3, { action: 'suspend', at: start + 2 * minute }),
      )
      const filters = [
        { actor: 'ada' },
        { action: 'move' },
        { instance: 'c2' },
        { number: 'R-2' },
        { process: 'exchange' },
        { processes: ['repair'] },
        { from: start + minute },
        { to: start + minute },
        { actor: 'ada', from: start + 1, to: start + 3 * minute },
      ]

      const found = await Promise.all(filters.map((one) => store.read.operatorActions(one, { limit: 10 })))
      const counts = await Promise.all(filters.map((one) => store.read.countOperatorActions(one)))

      const seqs = found.map(({ items }) => items.map(({ seq }) => seq))
      expect(seqs).toEqual([[3, 1], [2, 1], [2], [2], [2], [3, 1], [3, 2], [1], [3]])
      expect(counts).toEqual(seqs.map(({ length }) => length))
    })

    it('forgets what was rolled back', async () => {
      const { store } = opened()
      const failing = store.transaction(async (tx) => {
        await tx.addOperatorAction(row(1))
        throw new Error('no')
      })

      await expect(failing).rejects.toThrow('no')
      expect(await store.read.countOperatorActions({})).toBe(0)
    })
  })
}
