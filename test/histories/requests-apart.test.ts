import { expect, it } from 'vitest'
import { GroupCommit } from '../../engine/runtime/group-commit.js'
import type { GroupTransaction, StoreTransaction } from '../../engine/store/port.js'

it('goes on when all requests of a group wait for a case that somebody else has locked', async () => {
  let unlock: () => void = () => undefined
  const unlocked = new Promise<void>((resolve) => (unlock = resolve))
  let noticed: () => void = () => undefined
  const isApart = new Promise<void>((resolve) => (noticed = resolve))
  const tx = {
    prepare: ({ instances }: { readonly instances: readonly string[] }) =>
      Promise.resolve(instances.filter((id) => id === 'locked')),
    attempt: async (work: () => Promise<unknown>) => ({ ok: true, value: await work() }),
  }
  // A database in which one case is locked from outside until it is let go.
  const groups = new GroupCommit({
    group: <T>(work: (given: GroupTransaction) => Promise<T>) => work(tx as unknown as GroupTransaction),
    transaction: async <T>(work: (given: StoreTransaction) => Promise<T>) => {
      noticed()
      await unlocked
      return work(tx as unknown as StoreTransaction)
    },
  })
  const request = (instance: string, answer: string): Promise<string> =>
    groups.run({ instance, run: () => Promise.resolve(answer) })

  const first = request('locked', 'first')
  await isApart
  const second = request('locked', 'second')
  const other = await request('free', 'other')
  unlock()

  expect(other).toBe('other')
  expect(await Promise.all([first, second])).toEqual(['first', 'second'])
})
