import { describe, expect, it } from 'vitest'
import type { ChangeRow, Store } from '../../engine/store/index.js'
import { errorOf, freshStore, save, type OpenStore, type TestedStore } from './conformance.js'
import { creation, minute, nextStep, sampleRecord, start } from './sample-cases.js'

const hour = 3_600_000

const told = (changes: readonly ChangeRow[]): readonly string[] =>
  changes.map(({ instance, revision, kind }) => `${instance} ${revision} ${kind}`)

/** Everything behind a cursor, in batches. */
export async function changesBehind(
  store: Store,
  cursor: string,
  batch = 100,
): Promise<readonly ChangeRow[]> {
  const found: ChangeRow[] = []
  for (let place = cursor; ;) {
    const { items, end, more } = await store.read.changes(place, batch)
    found.push(...items)
    if (!more) return found
    place = end
  }
}

/** Everything that is kept and committed, also where other tests on the same server have transactions open. */
async function settledChanges({ store, settled }: TestedStore): Promise<readonly ChangeRow[]> {
  await settled?.()
  return allChanges(store)
}

/** Everything that is kept. */
export async function allChanges(store: Store): Promise<readonly ChangeRow[]> {
  return changesBehind(store, await store.read.changeCursor('start'))
}

export function describeChanges(open: OpenStore): void {
  describe('changes', () => {
    const opened = freshStore(open)

    it('tell of every saved step once, in order', async () => {
      const { store } = opened()
      const first = await save(store, creation(sampleRecord('c1')))
      await save(store, creation(sampleRecord('c2', { process: 'exchange' })))
      const second = await save(store, nextStep(first, {}))
      await save(store, nextStep(second, { status: 'ended' }))

      const changes = await settledChanges(opened())

      expect(told(changes)).toEqual(['c1 1 created', 'c2 1 created', 'c1 2 changed', 'c1 3 ended'])
      expect(changes[2]).toMatchObject({ at: start + minute, process: 'repair' })
      expect(told(await changesBehind(store, changes[1]!.cursor, 1))).toEqual(['c1 2 changed', 'c1 3 ended'])
    })

    it('tell of a case that begins and ends in one step that it has ended, and later steps as changes', async () => {
      const { store } = opened()
      const ended = await save(store, creation(sampleRecord('c1', { status: 'ended' })))

      await save(store, nextStep(ended, { data: { noted: true } }))

      expect(told(await settledChanges(opened()))).toEqual(['c1 1 ended', 'c1 2 changed'])
    })

    it('tell nothing of what was rolled back, also of a part of a transaction of the host', async () => {
      const { store, hostTransaction } = opened()
      const failing = store.transaction(async (tx) => {
        await tx.saveStep(creation(sampleRecord('c1')))
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      await hostTransaction(async (host) => {
        const inside = store.transaction(
          async (tx) => {
            await tx.saveStep(creation(sampleRecord('c2')))
            throw new Error('no')
          },
          { host },
        )
        await expect(inside).rejects.toThrow('no')
        await store.transaction((tx) => tx.saveStep(creation(sampleRecord('c3'))), { host })
      })

      expect(told(await settledChanges(opened()))).toEqual(['c3 1 created'])
    })

    it('tell the steps of a group', async () => {
      const { store } = opened()
      await store.group(async (tx) => {
        for (const id of ['c1', 'c2', 'c3']) await tx.saveStep(creation(sampleRecord(id)))
      })

      expect(told(await settledChanges(opened()))).toEqual(['c1 1 created', 'c2 1 created', 'c3 1 created'])
    })

    it('begin from now on behind all that is committed', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('c1')))
      await opened().settled?.()
      const cursor = await store.read.changeCursor('now')

      await save(store, creation(sampleRecord('c2')))

      await opened().settled?.()
      expect(told(await changesBehind(store, cursor))).toEqual(['c2 1 created'])
      await expect(store.read.checkChangeCursor(cursor)).resolves.toBeUndefined()
    })

    it('are forgotten when they are old, and whoever had not come so far is told', async () => {
      const { store, sql } = opened()
      for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) await save(store, creation(sampleRecord(id)))
      const before = await settledChanges(opened())
      await sql(`update aftercare_changes set written_at = written_at - ${hour} where instance <= 'c3'`)

      await opened().settled?.()
      const gone = [await purge(store), await purge(store), await purge(store)]

      expect(gone).toEqual([2, 1, 0])
      expect(told(await settledChanges(opened()))).toEqual(['c4 1 created', 'c5 1 created'])
      const gaps = await Promise.all(
        before.map(async ({ cursor }) => (await store.read.changes(cursor, 9)).gap),
      )
      expect(gaps).toEqual([true, true, false, false, false])
    })

    it('keep the numbers of those that were forgotten from being given again', async () => {
      const { store, sql } = opened()
      for (const id of ['c1', 'c2']) await save(store, creation(sampleRecord(id)))
      const { cursor } = (await settledChanges(opened()))[1]!
      await sql(`update aftercare_changes set written_at = written_at - ${hour}`)
      await opened().settled?.()
      expect([await purge(store), await purge(store)]).toEqual([2, 0])

      await save(store, creation(sampleRecord('c3')))

      await opened().settled?.()
      expect(told(await changesBehind(store, cursor))).toEqual(['c3 1 created'])
      expect((await store.read.changes(cursor, 9)).gap).toBe(false)
    })

    it('know a cursor that is none, and one the database has not come to', async () => {
      const { store } = opened()
      const cursorOf = (...parts: unknown[]): string =>
        Buffer.from(JSON.stringify(parts)).toString('base64url')
      await save(store, creation(sampleRecord('c1')))

      for (const cursor of [
        '',
        'x',
        cursorOf('changes', 1),
        cursorOf('changes', 0, -1),
        cursorOf('tasks', 0, 1),
      ])
        expect((await errorOf(store.read.changes(cursor, 9))).code).toBe('usage-wrong')
      const later = await errorOf(store.read.checkChangeCursor(cursorOf('changes', 0, 99)))
      expect(later.code).toBe('cursor-expired')
    })
  })
}

const purge = (store: Store): Promise<number> => store.transaction((tx) => tx.purgeChanges(hour / 2, 2))
