import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { busyCores } from '../../bench/busy-cores.js'

it('A process that computes all the time counts as work of others', async () => {
  const busy = spawn(process.execPath, ['-e', 'for (;;) continue'])
  try {
    await once(busy, 'spawn')
    expect(await busyCores()).toBeGreaterThan(0.5)
  } finally {
    busy.kill('SIGKILL')
    await once(busy, 'exit')
  }
})
