import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { step } from '../../engine/core/index.js'
import { plainCalendar } from '../../engine/time/index.js'
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

  it('refuses 10,000 different ones without remembering any of them', async () => {
    const t = await openTestEngine()
    const { id } = accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }))
    const before = await contents(t)
    const sendMany = async (from: number, to: number): Promise<void> => {
      for (let start = from; start < to; start += 500) {
        const names = Array.from({ length: 500 }, (_none, index) => nameOf(start + index))
        const answers = await Promise.all(names.map((name) => t.engine.send(id, name, { actor: ann })))
        for (const answer of answers)
          if (refused(answer) !== 'unknown-event') throw new Error(refused(answer))
      }
    }
    await sendMany(0, 2_000)
    const used = heapUsed()

    await sendMany(2_000, 12_000)

    expect(heapUsed() - used).toBeLessThan(10_000 * nameLength)
    expect(await contents(t)).toBe(before)
    await t.close()
  })

  it('refuses 100,000 different ones in the step, where a library remembers names for ever', async () => {
    const t = await openTestEngine()
    const before = accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }))
    const process = await t.engine.processOf(before)
    const facts = { calendar: plainCalendar('UTC'), series: {} }
    const sendMany = (from: number, to: number): void => {
      for (let number = from; number < to; number += 1) {
        const command = { kind: 'send', event: nameOf(number), payload: {}, actor: ann } as const
        const result = step(process, facts, before, command, before.updatedAt)
        if (result.kind === 'advanced') throw new Error(`Accepted ${command.event}.`)
      }
    }
    sendMany(0, 5_000)
    const used = heapUsed()

    sendMany(5_000, 105_000)

    expect(heapUsed() - used).toBeLessThan(20 * 100_000)
    await t.close()
  })
})

/** A name longer than whatever noise there is in a measurement, and unlike all others. */
const nameLength = 1_000
const nameOf = (number: number): string => `forged-${number}-`.padEnd(nameLength, 'n')

/** Bytes in use after a full collection, which a process may ask for once the flag is set. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
