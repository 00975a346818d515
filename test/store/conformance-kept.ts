import { describe, expect, it } from 'vitest'
import type { DraftPlace, DraftRow, SavedViewRow } from '../../engine/store/index.js'
import { errorOf, freshStore, type OpenStore } from './conformance.js'
import { minute, start } from './sample-cases.js'

const view = (id: string, more: Partial<SavedViewRow> = {}): SavedViewRow => ({
  ...{ id, owner: 'ann', name: id, address: { view: 'late', q: 'Wang' } },
  ...{ createdAt: start, updatedAt: start, ...more },
})

const ofCase = (instance: string, visit = 1): DraftPlace => ({
  instance,
  event: 'found',
  state: 'a.b',
  visit,
})

const draft = (id: string, place: DraftPlace, more: Partial<DraftRow> = {}): DraftRow => ({
  ...{
    id,
    person: 'ann',
    place,
    answers: { note: 'half' },
    before: {},
    createdAt: start,
    updatedAt: start,
    ...more,
  },
})

/** Views of lists, and forms people began. */
export function describeKept(open: OpenStore): void {
  describe('saved views', () => {
    const opened = freshStore(open)

    it('are those of their owner and of the role they are shared with, by name', async () => {
      const { store } = opened()
      const all = [
        view('v2', { name: 'b' }),
        view('v1', { name: 'a', role: 'desk' }),
        view('v3', { owner: 'bob' }),
      ]
      for (const one of all) await store.transaction((tx) => tx.saveView(one))
      const idsFor = async (person: string, ...roles: string[]) =>
        (await store.read.savedViews(person, roles)).map(({ id }) => id)

      expect(await idsFor('ann')).toEqual(['v1', 'v2'])
      expect(await idsFor('bob', 'desk', 'other')).toEqual(['v1', 'v3'])
      expect(await idsFor('eve', 'other')).toEqual([])
      expect(await store.read.savedView('v1')).toEqual(all[1])
      expect(await store.read.savedView('v2')).not.toHaveProperty('role')
      expect(await store.read.savedView('v9')).toBeUndefined()
    })

    it('are changed in place, and have one name each for one owner', async () => {
      const { store } = opened()
      await store.transaction((tx) => tx.saveView(view('v1', { role: 'desk' })))
      await store.transaction((tx) => tx.saveView(view('v2')))
      const after = view('v1', { name: 'other', address: { process: 'repair' }, updatedAt: start + minute })
      await store.transaction((tx) => tx.saveView(after))

      expect(await store.read.savedView('v1')).toEqual(after)
      const doubled = await errorOf(store.transaction((tx) => tx.saveView(view('v3', { name: 'v2' }))))
      expect(doubled.code).toBe('database-failed')
    })

    it('are begun with by whoever chose so, until they are removed', async () => {
      const { store } = opened()
      for (const id of ['v1', 'v2']) await store.transaction((tx) => tx.saveView(view(id)))
      const choose = (person: string, id?: string) =>
        store.transaction((tx) => tx.chooseFirstView(person, id))
      await choose('ann', 'v1')
      await choose('ann', 'v2')
      await choose('bob', 'v2')
      await choose('eve', 'v1')
      await choose('eve')
      const first = () => Promise.all(['ann', 'bob', 'eve'].map((one) => store.read.firstView(one)))
      const before = await first()
      const removed = () => store.transaction((tx) => tx.removeView('v2'))

      expect(before).toEqual(['v2', 'v2', undefined])
      expect([await removed(), await removed()]).toEqual([true, false])
      expect(await first()).toEqual([undefined, undefined, undefined])
    })
  })

  describe('drafts', () => {
    const opened = freshStore(open)

    it('are one for each person and place, and keep their beginning', async () => {
      const { store } = opened()
      const save = (one: DraftRow) => store.transaction((tx) => tx.saveDraft(one, []))
      await save(draft('d1', ofCase('c1')))
      const again = await save(
        draft('d2', ofCase('c1'), {
          answers: { note: 'whole' },
          before: { note: 'none' },
          createdAt: start + minute,
          updatedAt: start + minute,
        }),
      )
      await save(draft('d3', ofCase('c1', 2)))
      await save(draft('d4', ofCase('c1'), { person: 'bob' }))
      await save(draft('d5', { process: 'repair' }))
      await save(draft('d6', { process: 'repair', profile: 'p' }))
      const read = async (more: object = {}) =>
        (await store.read.drafts({ person: 'ann', since: 0, ...more })).map(({ id }) => id)

      expect(again).toEqual({
        ...draft('d1', ofCase('c1')),
        answers: { note: 'whole' },
        before: { note: 'none' },
        updatedAt: start + minute,
      })
      const [there, other] = [ofCase('c1', 2), ofCase('c1', 9)]
      expect(await store.read.draftsAt('ann', there, 0)).toEqual({ isThere: true, count: 4 })
      expect(await store.read.draftsAt('ann', other, 0)).toEqual({ isThere: false, count: 4 })
      expect(await store.read.draftsAt('ann', there, start + 1)).toEqual({ isThere: false, count: 1 })
      expect(await read()).toEqual(['d1', 'd3', 'd5', 'd6'])
      expect(await read({ instance: 'c1' })).toEqual(['d1', 'd3'])
      expect(await read({ process: 'repair' })).toEqual(['d5', 'd6'])
      expect(await read({ since: start + 1 })).toEqual(['d1'])
      expect((await store.read.drafts({ person: 'ann', since: 0, process: 'repair' }))[0]?.place).toEqual({
        process: 'repair',
      })
    })

    it('go by their person alone, by their case, and when nobody has changed them', async () => {
      const { store } = opened()
      const rows = [
        draft('d1', ofCase('c1')),
        draft('d2', ofCase('c1'), { person: 'bob' }),
        draft('d3', ofCase('c2'), { updatedAt: start + minute }),
        draft('d4', ofCase('c3')),
      ]
      for (const one of rows) await store.transaction((tx) => tx.saveDraft(one, []))
      const remove = (person: string) => store.transaction((tx) => tx.removeDraft('d4', person))

      expect([await remove('bob'), await remove('ann'), await remove('ann')]).toEqual([false, true, false])
      expect(await store.transaction((tx) => tx.removeDraftsOf('c1'))).toBe(2)
      expect(await store.transaction((tx) => tx.purgeDrafts(start + 1))).toBe(0)
      expect(await store.transaction((tx) => tx.purgeDrafts(start + minute + 1))).toBe(1)
    })

    it('keep the files they name, and no longer than they name them', async () => {
      const { store } = opened()
      const file = (id: string) => ({
        ...{ id, sha256: 'a'.repeat(64), mediaType: 'image/png', size: 3, uploadedBy: 'ann', at: start },
      })
      const save = (names: readonly string[]) =>
        store.transaction((tx) => tx.saveDraft(draft('d1', ofCase('c1')), names))
      const leaving = () =>
        store.transaction(async (tx) => {
          await tx.retireAttachments(start + minute, 10)
          return (await tx.leavingAttachments(10)).map(({ id }) => id).sort()
        })
      for (const id of ['f1', 'f2', 'f3']) await store.transaction((tx) => tx.saveAttachment(file(id)))
      await save(['f1', 'f2'])
      await save(['f2', 'f3', 'f3'])
      const first = await leaving()
      await store.transaction((tx) => tx.removeDraft('d1', 'ann'))

      expect(first).toEqual(['f1'])
      expect(await leaving()).toEqual(['f1', 'f2', 'f3'])
    })
  })
}
