import { describe, expect, it } from 'vitest'
import type { CaseMessage, EffectRequest } from '../../engine/core/command.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, minute, sampleRecord, start } from './sample-cases.js'

const called = (number: number, changes: Partial<EffectRequest> = {}): EffectRequest => ({
  ...{ id: `a-e${number}`, kind: 'call', state: 'inspecting', visit: 1, at: start },
  ...{ service: 'bank', input: {} },
  ...changes,
})

const told = (number: number): CaseMessage => ({
  ...{ id: `a-p${number}`, from: 'a', to: 'b', at: start },
  body: { kind: 'receive', event: 'news', payload: {} },
})

/** What waits to be done, and who is at work. */
export function describeBacklog(open: OpenStore): void {
  describe('what waits to be done', () => {
    const opened = freshStore(open)

    it('is counted: effects that are due by lane, messages by status, timers that are due', async () => {
      const { store } = opened()
      const effects = [
        called(1),
        called(2),
        called(3, { notBefore: start + minute }),
        called(4, { service: 'print' }),
      ]
      const messages = [told(1), told(2), told(3)]
      await save(store, creation(sampleRecord('a'), { effects, messages }))
      const body = { kind: 'receive', event: 'news' } as const
      const change = { attempts: 1, tried: 1, body }
      await store.transaction((tx) => tx.saveMessage('a-p1', { ...change, status: 'waiting' }))
      await store.transaction((tx) =>
        tx.saveMessage('a-p2', { ...change, status: 'held', retryAt: start + minute }),
      )
      await store.transaction((tx) =>
        tx.claimEffects([{ lane: 'service:print', most: 1 }], {
          now: start,
          until: start + minute,
          holder: 'one',
        }),
      )

      expect(await store.read.backlog(start)).toEqual({
        effectsDue: new Map([['service:bank', 2]]),
        messages: { pending: 1, waiting: 1, held: 1 },
        timersDue: 0,
      })
      expect(await store.read.backlog(start + 60 * minute)).toMatchObject({
        effectsDue: new Map([
          ['service:bank', 3],
          ['service:print', 1],
        ]),
        timersDue: 2,
      })
    })

    it('has the traces of what asked for effects kept with them', async () => {
      const { store } = opened()
      const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
      await save(store, creation(sampleRecord('a'), { effects: [{ ...called(1), trace }, called(2)] }))

      expect((await store.read.effects('a')).map((effect) => effect.trace)).toEqual([trace, undefined])
    })
  })

  describe('leases that are held', () => {
    const opened = freshStore(open)

    it('are told with their holders until they are given back', async () => {
      const { store } = opened()
      for (const name of ['due', 'node:one'])
        await store.takeLease({ name, holder: 'one', duration: 10 * minute })
      expect(await store.read.leases()).toEqual(
        new Map([
          ['due', 'one'],
          ['node:one', 'one'],
        ]),
      )

      await store.releaseLease({ name: 'due', holder: 'one' })

      expect([...(await store.read.leases()).keys()]).toEqual(['node:one'])
    })
  })
}
