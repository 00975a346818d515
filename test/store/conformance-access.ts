import { describe, expect, it } from 'vitest'
import type { Store } from '../../engine/store/index.js'
import type { CaseScope } from '../../engine/store/port.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, entry, minute, nextStep, sampleRecord, start } from './sample-cases.js'

/** Lists narrowed to what somebody sees, and links for customers. */
export function describeAccess(open: OpenStore): void {
  describe('cases somebody sees', () => {
    const opened = freshStore(open)

    const casesOf = async (store: Store, within: CaseScope) => {
      const { items } = await store.read.instances({ within }, { limit: 10 })
      const ids = items.map(({ id }) => id).sort()
      const count = await store.read.countInstances({ within })
      const single = await store.read.within(['c1', 'c2', 'c3'], within)
      // A list, a count and a single case are never of different opinions.
      expect({ count, single: [...single].sort() }).toEqual({ count: ids.length, single: ids })
      return ids
    }
    const begun = async (store: Store) => {
      const first = await save(
        store,
        creation(sampleRecord('c1', { createdBy: 'ann' }), { search: [{ field: 'branch', value: 'East' }] }),
      )
      await save(store, creation(sampleRecord('c2', { createdBy: 'bob', process: 'exchange' })))
      await save(
        store,
        creation(sampleRecord('c3', { createdBy: 'bob' }), { search: [{ field: 'branch', value: 'west' }] }),
      )
      return first
    }

    it('are those of any part, each part narrowed by all it says', async () => {
      const { store } = opened()
      await begun(store)

      expect(await casesOf(store, { anyOf: [] })).toEqual([])
      expect(await casesOf(store, { anyOf: [{}] })).toEqual(['c1', 'c2', 'c3'])
      expect(await casesOf(store, { anyOf: [{ processes: ['repair'] }] })).toEqual(['c1', 'c3'])
      expect(await casesOf(store, { anyOf: [{ people: ['bob'] }] })).toEqual(['c2', 'c3'])
      expect(await casesOf(store, { anyOf: [{ processes: ['repair'], people: ['bob', 'cid'] }] })).toEqual([
        'c3',
      ])
      expect(await casesOf(store, { anyOf: [{ field: { path: 'branch', value: 'EAST' } }] })).toEqual(['c1'])
      expect(
        await casesOf(store, {
          anyOf: [{ people: ['ann'] }, { field: { path: 'branch', value: 'west' } }],
        }),
      ).toEqual(['c1', 'c3'])
      expect(
        await casesOf(store, { anyOf: [{ people: ['ann'] }, { people: ['bob'], processes: ['exchange'] }] }),
      ).toEqual(['c1', 'c2'])
    })

    it('stay those of whoever had a task of them, or sent them an event', async () => {
      const { store } = opened()
      const first = await begun(store)
      const [task] = first.tasks
      const taken = await save(store, nextStep(first, { tasks: [{ ...task!, assignee: 'eve' }] }))
      await save(
        store,
        nextStep(taken, { tasks: [] }, { trail: [entry(2, { type: 'event-accepted', actor: 'fay' })] }),
      )

      for (const person of ['ann', 'eve', 'fay'])
        expect(await casesOf(store, { anyOf: [{ people: [person] }] })).toEqual(['c1'])
    })

    it('narrow tasks and papers too', async () => {
      const { store } = opened()
      await begun(store)
      const tasksOf = async (within: CaseScope, roles?: readonly string[]) =>
        (await store.read.tasks({ within, ...(roles && { roles }) }, { limit: 10 })).items.map(({ id }) => id)

      expect(await tasksOf({ anyOf: [{ people: ['bob'] }] })).toEqual(['c2-t1', 'c3-t1'])
      expect(await tasksOf({ anyOf: [{ people: ['bob'] }] }, ['engineer', 'lead'])).toEqual([
        'c2-t1',
        'c3-t1',
      ])
      expect(await tasksOf({ anyOf: [] }, ['engineer'])).toEqual([])
      expect((await store.read.vouchers({ within: { anyOf: [] } }, { limit: 10 })).items).toEqual([])
    })
  })

  describe('layouts of pictures', () => {
    const opened = freshStore(open)

    it('are kept by their key, the first under a key for good', async () => {
      const { store } = opened()
      const row = (key: string, layout: string) => ({
        ...{ key, layout, process: 'repair', language: 'zh-CN', direction: 'down', createdAt: start },
      })
      for (const one of [row('k1', '{"width":1}'), row('k2', '{"width":2}'), row('k1', '{"width":3}')])
        await store.transaction((tx) => tx.saveDiagramLayout(one))

      expect(await store.read.diagramLayout('k1')).toBe('{"width":1}')
      expect(await store.read.diagramLayout('k2')).toBe('{"width":2}')
      expect(await store.read.diagramLayout('k3')).toBeUndefined()
    })
  })

  describe('links for customers', () => {
    const opened = freshStore(open)

    it('are kept, listed with those made last first, and ended all at once', async () => {
      const { store } = opened()
      const link = (id: string, createdAt: number, instance = 'c1') => ({
        ...{ id, instance, role: 'customer', createdAt, createdBy: 'ann' },
        expiresAt: start + 60 * minute,
      })
      for (const one of [link('l1', start), link('l2', start + minute), link('l3', start, 'c2')])
        await store.transaction((tx) => tx.saveCustomerLink(one))

      expect(await store.read.customerLink('l1')).toEqual(link('l1', start))
      expect((await store.read.customerLinks('c1')).map(({ id }) => id)).toEqual(['l2', 'l1'])
      const end = () => store.transaction((tx) => tx.revokeCustomerLinks('c1', 'bob', start + 2 * minute))
      expect([await end(), await end()]).toEqual([2, 0])
      expect(await store.read.customerLink('l1')).toMatchObject({
        revokedAt: start + 2 * minute,
        revokedBy: 'bob',
      })
      expect(await store.read.customerLink('l3')).not.toHaveProperty('revokedAt')
      expect(await store.read.customerLink('l9')).toBeUndefined()
    })
  })
}
