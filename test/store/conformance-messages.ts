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

    it('know of those before them between the same two cases', async () => {
      const { store } = opened()
      const messages = [told('a-p1', 'b'), told('a-p2', 'c'), told('a-p3', 'b')]
      await save(store, creation(sampleRecord('a'), { messages }))
      const due = await store.read.dueMessages(10)

      const behind = await Promise.all(due.map((message) => store.read.isBehindAnother(message)))
      expect(behind).toEqual([false, false, true])
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

    it('are told from both sides, with the other case as it stands, each once', async () => {
      const { store } = opened()
      const link = { from: 'a', to: 'b', relation: 'child', at: start } as const
      const first = await save(store, creation(sampleRecord('a'), { links: [link] }))
      expect(await store.read.links('a')).toEqual([
        { instance: 'b', relation: 'child', direction: 'to', at: start },
      ])
      await save(store, nextStep(first, {}, { links: [link] }))
      await save(store, creation(sampleRecord('b', { status: 'ended', outcome: 'done' })))

      expect(await store.read.links('a')).toMatchObject([{ instance: 'b', status: 'ended', outcome: 'done' }])
      expect(await store.read.links('b')).toMatchObject([
        { instance: 'a', direction: 'from', status: 'active' },
      ])
    })
  })
}
