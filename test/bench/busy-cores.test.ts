import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { busyBetween, busyCores } from '../../bench/busy-cores.js'

/** A core that was at work, and idle, for so many milliseconds since the machine began. */
const core = (user: number, idle: number) => ({ times: { user, idle, nice: 0, sys: 0, irq: 0 } })

describe('cores that are busy', () => {
  it('are told from what each was at work between two readings', () => {
    const before = [core(1_000, 5_000), core(2_000, 4_000)]

    expect(busyBetween(before, [core(1_000, 6_000), core(2_000, 5_000)])).toBe(0)
    expect(busyBetween(before, [core(2_000, 5_000), core(2_000, 5_000)])).toBe(1)
    expect(busyBetween(before, [core(2_000, 5_000), core(2_500, 4_500)])).toBe(1.5)
    expect(busyBetween(before, [core(2_000, 5_000), core(3_000, 4_000)])).toBe(2)
    expect(busyBetween(before, before)).toBe(0)
  })

  it('count the other work of the system and of low priority too', () => {
    const [before, after] = [core(0, 0), core(100, 400)]
    const others = { times: { ...after.times, nice: 200, sys: 200, irq: 100 } }

    expect(busyBetween([before], [others])).toBe(0.6)
  })

  it('are one more while a process computes all the time', async () => {
    const busy = spawn(process.execPath, ['-e', 'for (;;) continue'])
    try {
      await once(busy, 'spawn')
      expect(await busyCores()).toBeGreaterThan(0.5)
    } finally {
      busy.kill('SIGKILL')
      await once(busy, 'exit')
    }
  })
})
