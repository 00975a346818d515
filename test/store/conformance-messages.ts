import { describe, expect, it } from 'vitest'
import type { CaseMessage } from '../../engine/core/index.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, nextStep, sampleRecord, start } from './sample-cases.js'

const told = (id: string, to: string, from = 'a'): CaseMessage => ({
  id,
  from,
  to,
  at: start,
  body: { kind: 'receive', event: 'news', payload: { secret: 'x' } },
})

/** Messages between cases, and how cases belong together. */
export function describeMessages(open: OpenStore): void {
  describe('messages between cases', () => {
    const opened = freshStore(open)

    it('are due in the order in which they were told, and no more once they are taken', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b'), told('a-p2', 'b')] }))
      await save(store, creation(sampleRecord('b')))
      expect((await store.read.dueMessages(start + 60, 10)).map(({ id }) => id)).toEqual(['a-p1', 'a-p2'])

      const body = { kind: 'receive', event: 'news' } as const
      await store.transaction((tx) => tx.saveMessage('a-p1', { status: 'taken', attempts: 0, body }))

      expect((await store.read.dueMessages(start + 60, 10)).map(({ id }) => id)).toEqual(['a-p2'])
      expect((await store.read.openMessages('b', { limit: 10 })).items.map(({ id }) => id)).toEqual(['a-p2'])
    })

    it('that waited are due again when the receiver has changed, and not before', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b')] }))
      const receiver = await save(store, creation(sampleRecord('b')))
      const [message] = await store.read.dueMessages(start + 60, 1)
      const { body } = message!
      const detail = { code: 'event-not-accepted' }
      const change = { status: 'waiting', attempts: 1, tried: receiver.revision, body, detail } as const
      await store.transaction((tx) => tx.saveMessage('a-p1', change))
      expect(await store.read.dueMessages(start + 60, 10)).toEqual([])

      await save(store, nextStep(receiver, {}))

      expect(await store.read.dueMessages(start + 60, 10)).toMatchObject([
        { id: 'a-p1', attempts: 1, detail },
      ])
    })

    it('come in the order in which they take effect, those that waited when their receiver changed', async () => {
      const { store } = opened()
      const later = { ...told('a-p2', 'b'), at: start + 20 }
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b'), later] }))
      const messages = [{ ...told('c-p1', 'b', 'c'), at: start + 10 }]
      await save(store, creation(sampleRecord('c'), { messages }))
      const receiver = await save(store, creation(sampleRecord('b')))
      const { body } = told('a-p1', 'b')
      const change = { status: 'waiting', attempts: 1, tried: receiver.revision, body, since: start } as const
      await store.transaction((tx) => tx.saveMessage('a-p1', change))
      expect((await store.read.dueMessages(start + 60, 10)).map(({ id }) => id)).toEqual(['c-p1', 'a-p2'])

      await save(store, nextStep(receiver, { updatedAt: start + 15 }))

      expect(
        (await store.read.dueMessages(start + 60, 10)).map(({ id, due, since }) => [id, due, since]),
      ).toEqual([
        ['c-p1', start + 10, undefined],
        ['a-p1', start + 15, start],
        ['a-p2', start + 20, undefined],
      ])
    })

    it('are told by their receiver, and how many wait behind one', async () => {
      const { store } = opened()
      const messages = [told('a-p1', 'b'), told('a-p2', 'c'), told('a-p3', 'b'), told('a-p4', 'b')]
      await save(store, creation(sampleRecord('a'), { messages }))
      const open = await store.transaction((tx) => tx.lockMessagesTo('b'))

      expect(open.map(({ id }) => id)).toEqual(['a-p1', 'a-p3', 'a-p4'])
      const behind = await store.read.messagesBehind(['a-p1', 'a-p3', 'a-p4'])
      expect([...behind]).toEqual([
        ['a-p1', 2],
        ['a-p3', 1],
        ['a-p4', 0],
      ])
    })

    it('that wait are brought again when they are released', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b')] }))
      const { revision: tried } = await save(store, creation(sampleRecord('b')))
      const { body } = told('a-p1', 'b')
      await store.transaction((tx) => tx.saveMessage('a-p1', { status: 'waiting', attempts: 0, tried, body }))
      await store.transaction((tx) => tx.releaseMessages({ from: 'b', to: 'a' }))
      expect(await store.read.dueMessages(start + 60, 10)).toEqual([])

      await store.transaction((tx) => tx.releaseMessages({ from: 'a', to: 'b' }))

      expect(await store.read.dueMessages(start + 60, 10)).toMatchObject([{ id: 'a-p1' }])
    })

    it('that a fault holds are due again when their time has come, and not because the receiver has changed', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b'), told('a-p2', 'c')] }))
      const receiver = await save(store, creation(sampleRecord('b')))
      const { body } = told('a-p1', 'b')
      const held = { status: 'held', attempts: 1, faults: 1, body, since: start } as const
      await store.transaction(async (tx) => {
        await tx.saveMessage('a-p1', { ...held, tried: receiver.revision, retryAt: start + 40 })
        await tx.saveMessage('a-p2', { ...held, retryAt: start + 50 })
      })
      await save(store, nextStep(receiver, { updatedAt: start + 15 }))
      expect(await store.read.dueMessages(start + 39, 10)).toEqual([])

      expect(await store.read.dueMessages(start + 40, 10)).toMatchObject([
        { id: 'a-p1', due: start + 15, faults: 1, retryAt: start + 40 },
      ])
      // One for a case that has not begun takes effect when it was told.
      expect(await store.read.dueMessages(start + 50, 10)).toMatchObject([
        { id: 'a-p2', due: start },
        { id: 'a-p1', due: start + 15 },
      ])
    })

    it('for a case that takes none all wait at once until it has changed', async () => {
      const { store } = opened()
      const later = { ...told('a-p2', 'b'), at: start + 20 }
      await save(
        store,
        creation(sampleRecord('a'), { messages: [told('a-p1', 'b'), later, told('a-p3', 'c')] }),
      )
      const receiver = await save(store, creation(sampleRecord('b')))
      const detail = { code: 'instance-suspended' }
      const why = { tried: receiver.revision, at: start + 10, detail }
      await store.transaction((tx) => tx.parkMessagesTo('b', why))

      expect((await store.read.dueMessages(start + 60, 10)).map(({ id }) => id)).toEqual(['a-p3'])
      expect((await store.read.openMessages('b', { limit: 10 })).items).toMatchObject([
        { id: 'a-p1', status: 'waiting', since: start + 10, attempts: 0, detail },
        { id: 'a-p2', status: 'waiting', since: start + 20, attempts: 0, detail },
      ])
      await save(store, nextStep(receiver, {}))
      expect(await store.read.dueMessages(start + 60, 10)).toHaveLength(3)
    })

    it('of one case come in pages, those still to be taken first, and of all cases by their status', async () => {
      const { store } = opened()
      const messages = Array.from({ length: 7 }, (_, index) => told(`a-p${index}`, index < 4 ? 'b' : 'c'))
      await save(store, creation(sampleRecord('a'), { messages }))
      const body = { kind: 'receive', event: 'news' } as const
      await store.transaction(async (tx) => {
        for (const id of ['a-p0', 'a-p2', 'a-p4'])
          await tx.saveMessage(id, { status: 'ignored', attempts: 0, body })
        await tx.saveMessage('a-p5', { status: 'taken', attempts: 0, body })
      })
      const pages = async (read: (cursor?: string) => ReturnType<typeof store.read.messages>) => {
        const ids: string[][] = []
        for (let cursor: string | undefined = ''; cursor !== undefined;) {
          const page = await read(cursor || undefined)
          ids.push(page.items.map(({ id }) => id))
          cursor = page.next
        }
        return ids
      }
      const of = (cursor?: string) => ({ limit: 2, ...(cursor && { cursor }) })

      expect(await pages((cursor) => store.read.openMessages('a', of(cursor)))).toEqual([
        ['a-p1', 'a-p3'],
        ['a-p6', 'a-p0'],
        ['a-p2', 'a-p4'],
      ])
      expect(await pages((cursor) => store.read.messages('ignored', of(cursor)))).toEqual([
        ['a-p0', 'a-p2'],
        ['a-p4'],
      ])
      expect(await store.read.message('a-p5')).toMatchObject({ status: 'taken' })
      expect(await store.read.message('nothing')).toBeUndefined()
    })

    it('of history are never due, and keep nothing of the case', async () => {
      const { store, sql } = opened()
      const step = { messages: [told('a-p1', 'b')], effectStatus: 'replayed', timersArmed: false } as const
      await save(store, creation(sampleRecord('a'), step))

      expect(await store.read.dueMessages(start + 60, 10)).toEqual([])
      expect(await sql('select status, body from aftercare_messages')).toEqual([
        { status: 'ignored', body: '{"kind":"receive"}' },
      ])
    })

    it('are saved with their step or not at all', async () => {
      const { store } = opened()
      const failing = store.transaction(async (tx) => {
        await tx.saveStep(creation(sampleRecord('a'), { messages: [told('a-p1', 'b')] }))
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')

      expect(await store.read.dueMessages(start + 60, 10)).toEqual([])
    })
  })

  describe('links', () => {
    const opened = freshStore(open)
    const linksOf = (instance: string, page: { limit: number; cursor?: string } = { limit: 100 }) =>
      opened().store.read.links(instance, page)

    it('come in pages, none twice and none left out', async () => {
      const { store } = opened()
      const others = Array.from({ length: 7 }, (_, index) => `b${index}`)
      const links = others.flatMap((other) => [
        { from: 'a', to: other, relation: 'child', at: start } as const,
        { from: other, to: 'a', relation: 'related', at: start + 1 } as const,
      ])
      await save(store, creation(sampleRecord('a'), { links }))

      const told: string[] = []
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page = await linksOf('a', { limit: 3, ...(cursor && { cursor }) })
        told.push(...page.items.map(({ instance, direction }) => `${direction} ${instance}`))
        cursor = page.next
      }

      expect(told).toEqual([...others.map((id) => `to ${id}`), ...others.map((id) => `from ${id}`)])
    })

    it('are told from both sides, with the other case as it stands, each once', async () => {
      const { store } = opened()
      const link = { from: 'a', to: 'b', relation: 'child', at: start } as const
      const first = await save(store, creation(sampleRecord('a'), { links: [link] }))
      expect((await linksOf('a')).items).toEqual([
        { instance: 'b', relation: 'child', direction: 'to', at: start },
      ])
      await save(store, nextStep(first, {}, { links: [link] }))
      await save(store, creation(sampleRecord('b', { status: 'ended', outcome: 'done' })))

      expect((await linksOf('a')).items).toMatchObject([{ instance: 'b', status: 'ended', outcome: 'done' }])
      expect((await linksOf('b')).items).toMatchObject([
        { instance: 'a', direction: 'from', status: 'active' },
      ])
    })
  })
}
