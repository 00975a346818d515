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
      expect((await store.read.dueMessages(10)).map(({ id }) => id)).toEqual(['a-p1', 'a-p2'])

      const body = { kind: 'receive', event: 'news' } as const
      await store.transaction((tx) => tx.saveMessage('a-p1', { status: 'taken', attempts: 0, body }))

      expect((await store.read.dueMessages(10)).map(({ id }) => id)).toEqual(['a-p2'])
      expect((await store.read.openMessages('b')).map(({ id }) => id)).toEqual(['a-p2'])
    })

    it('that waited are due again when the receiver has changed, and not before', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b')] }))
      const receiver = await save(store, creation(sampleRecord('b')))
      const [message] = await store.read.dueMessages(1)
      const { body } = message!
      const detail = { code: 'event-not-accepted' }
      const change = { status: 'waiting', attempts: 1, tried: receiver.revision, body, detail } as const
      await store.transaction((tx) => tx.saveMessage('a-p1', change))
      expect(await store.read.dueMessages(10)).toEqual([])

      await save(store, nextStep(receiver, {}))

      expect(await store.read.dueMessages(10)).toMatchObject([{ id: 'a-p1', attempts: 1, detail }])
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
      expect((await store.read.dueMessages(10)).map(({ id }) => id)).toEqual(['c-p1', 'a-p2'])

      await save(store, nextStep(receiver, { updatedAt: start + 15 }))

      expect((await store.read.dueMessages(10)).map(({ id, due, since }) => [id, due, since])).toEqual([
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
      const behind = await Promise.all(open.map((message) => store.read.messagesBehind(message)))
      expect(behind).toEqual([2, 1, 0])
    })

    it('that wait are brought again when they are released', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('a'), { messages: [told('a-p1', 'b')] }))
      const { revision: tried } = await save(store, creation(sampleRecord('b')))
      const { body } = told('a-p1', 'b')
      await store.transaction((tx) => tx.saveMessage('a-p1', { status: 'waiting', attempts: 0, tried, body }))
      await store.transaction((tx) => tx.releaseMessages({ from: 'b', to: 'a' }))
      expect(await store.read.dueMessages(10)).toEqual([])

      await store.transaction((tx) => tx.releaseMessages({ from: 'a', to: 'b' }))

      expect(await store.read.dueMessages(10)).toMatchObject([{ id: 'a-p1' }])
    })

    it('of history are never due, and keep nothing of the case', async () => {
      const { store, sql } = opened()
      const step = { messages: [told('a-p1', 'b')], effectStatus: 'replayed', timersArmed: false } as const
      await save(store, creation(sampleRecord('a'), step))

      expect(await store.read.dueMessages(10)).toEqual([])
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

      expect(await store.read.dueMessages(10)).toEqual([])
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
