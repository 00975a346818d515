import { describe, expect, it } from 'vitest'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { Store } from '../../engine/store/index.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, nextStep, sampleRecord, start } from './sample-cases.js'

/** Finding the cases and tasks of an outside party. */
export function describeParties(open: OpenStore): void {
  describe('cases of outside parties', () => {
    const opened = freshStore(open)

    const withTask = (id: string, role: string, parties: NonNullable<InstanceRecord['parties']>) =>
      sampleRecord(id, {
        parties,
        tasks: [{ id: `${id}-t1`, state: 'inspecting', visit: 1, roles: [role], openedAt: start }],
      })
    const casesOf = async (store: Store, party: string, roles: readonly string[]) =>
      (await store.read.instances({ party: { party, roles } }, { limit: 10 })).items
        .map(({ id }) => id)
        .sort()
    const tasksOf = async (store: Store, party: string, roles: readonly string[]) =>
      (await store.read.tasks({ party: { party, roles } }, { limit: 10 })).items.map(({ id }) => id)

    it('are found by the party in one of the roles asked for, and counted alike', async () => {
      const { store } = opened()
      await save(store, creation(withTask('c1', 'factory', { factory: 'south' })))
      await save(store, creation(withTask('c2', 'factory', { factory: 'north', supplier: 'south' })))
      await save(store, creation(sampleRecord('c3')))

      expect(await casesOf(store, 'south', ['factory'])).toEqual(['c1'])
      expect(await casesOf(store, 'south', ['factory', 'supplier'])).toEqual(['c1', 'c2'])
      expect(await casesOf(store, 'south', [])).toEqual([])
      expect(await casesOf(store, 'west', ['factory'])).toEqual([])
      const party = { party: 'south', roles: ['factory', 'supplier'] }
      expect(await store.read.countInstances({ party, process: 'repair' })).toBe(2)
    })

    it('follow the record: another party, and none', async () => {
      const { store } = opened()
      const first = await save(
        store,
        creation(withTask('c1', 'factory', { factory: 'south', owner: 'west' })),
      )
      const second = await save(store, nextStep(first, { parties: { factory: 'north', owner: 'west' } }))

      expect(await casesOf(store, 'south', ['factory'])).toEqual([])
      expect(await casesOf(store, 'north', ['factory'])).toEqual(['c1'])
      await save(store, nextStep(second, { parties: {} }))
      expect(await casesOf(store, 'north', ['factory'])).toEqual([])
      expect(await casesOf(store, 'west', ['owner'])).toEqual([])
    })

    it('give the party the tasks of its very role, in pages', async () => {
      const { store } = opened()
      for (const id of ['c1', 'c2', 'c3'])
        await save(store, creation(withTask(id, 'factory', { factory: 'south' })))
      await save(store, creation(withTask('c4', 'supplier', { factory: 'south', supplier: 'north' })))
      await save(store, creation(withTask('c5', 'factory', { factory: 'north' })))

      expect(await tasksOf(store, 'south', ['factory', 'supplier'])).toEqual(['c1-t1', 'c2-t1', 'c3-t1'])
      expect(await tasksOf(store, 'north', ['supplier'])).toEqual(['c4-t1'])
      const filter = { party: { party: 'south', roles: ['factory'] }, roles: ['factory'] }
      const page = await store.read.tasks(filter, { limit: 2 })
      const rest = await store.read.tasks(filter, { limit: 2, cursor: page.next! })
      expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(['c1-t1', 'c2-t1', 'c3-t1'])
      expect(rest.next).toBeUndefined()
    })
  })
}
