import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { postgresUrl } from '../postgres/open-postgres-schema.js'
import type { FaultReport } from './run/run-faults.js'

/** A run of `npm run test:faults` that ends after a few kills. Needs `npm run build`. */
async function run(...args: readonly string[]): Promise<{ code: number; report: FaultReport }> {
  const child = spawn(process.execPath, ['dist/test/faults/run/main.js', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, report: JSON.parse(text) as FaultReport }
}

const kept = {
  ...{ crashes: 0, lost: 0, doubled: 0, left: 0, refused: [], findings: [] },
  timers: { twice: 0, missed: 0 },
  effects: { missing: 0, takenTwice: 0, outOfOrder: 0 },
  cases: { missing: 0, twice: 0 },
}

describe('Nodes that are killed at random under load', { timeout: 300_000 }, () => {
  it('lose nothing that was acknowledged and do nothing twice, on SQLite', async () => {
    const { code, report } = await run('--kills', '6')

    expect(report).toMatchObject({ kills: 6, ...kept })
    expect(report.acknowledged).toBeGreaterThan(0)
    expect(report.timers.fired).toBeGreaterThan(0)
    expect(report.effects.delivered).toBeGreaterThan(0)
    expect(code).toBe(0)
  })

  it.skipIf(postgresUrl === undefined)(
    'lose nothing that was acknowledged and do nothing twice, three of them on PostgreSQL',
    async () => {
      const { code, report } = await run('--kills', '6', '--db', 'postgres')

      expect(report).toMatchObject({ kills: 6, nodes: 3, ...kept })
      expect(report.acknowledged).toBeGreaterThan(0)
      expect(code).toBe(0)
    },
  )

  it('are found out by the checker when they acknowledge before the commit', async () => {
    const { code, report } = await run('--kills', '12', '--break', 'durability')

    expect(report.lost).toBeGreaterThan(0)
    expect(code).toBe(1)
  })

  it('are found out by the checker when they forget idempotency keys', async () => {
    const { code, report } = await run('--kills', '12', '--break', 'idempotency')

    expect(report.doubled).toBeGreaterThan(0)
    expect(code).toBe(1)
  })

  it('are not started by a call that cannot be meant', async () => {
    const child = spawn(process.execPath, ['dist/test/faults/run/main.js', '--db', 'oracle'], {
      stdio: 'ignore',
    })

    expect(await once(child, 'close')).toEqual([2, null])
  })
})
