import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { accepted, contents, openTestEngine, refused } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

/** Names that mean something inside, or to a library, or to JavaScript. */
const forged = [
  'xstate.stop',
  'xstate.init',
  'xstate.error.actor.z',
  'xstate.done.state.waiting',
  'xstate.done.actor.0',
  'xstate.after.1000.waiting',
  '@timer:waiting#patience',
  '@timer:waiting#due',
  '@done:1',
  '@failed:1',
  '@move',
  '*',
  '',
  ' go',
  'GO',
  'go\u0000',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'x'.repeat(100_000),
]

describe('event names nobody gave', () => {
  it.each(forged)('refuses %j and changes nothing', async (name) => {
    const t = await openTestEngine()
    const { id } = accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }))
    const before = await contents(t)

    expect(refused(await t.engine.send(id, name, { actor: ann }))).toBe('unknown-event')

    expect(await contents(t)).toBe(before)
    expect(accepted(await t.engine.send(id, 'go', { actor: ann })).revision).toBe(2)
    await t.close()
  })

  it('refuses 100,000 different ones without remembering any of them', async () => {
    const t = await openTestEngine()
    const { id } = accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }))
    const before = await contents(t)
    const sendMany = async (from: number, to: number): Promise<void> => {
      for (let start = from; start < to; start += 500) {
        const names = Array.from({ length: 500 }, (_none, index) => `forged-${start + index}-${'n'.repeat(100)}`)
        const answers = await Promise.all(names.map((name) => t.engine.send(id, name, { actor: ann })))
        for (const answer of answers) if (refused(answer) !== 'unknown-event') throw new Error(refused(answer))
      }
    }
    await sendMany(0, 10_000)
    const used = heapUsed()

    await sendMany(10_000, 100_000)

    // 90,000 names of more than 110 characters would be some 10 MB at the very least.
    expect(heapUsed() - used).toBeLessThan(6_000_000)
    expect(await contents(t)).toBe(before)
    await t.close()
  }, 300_000)
})

/** Bytes in use after a full collection, which a process may ask for once the flag is set. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
