import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findingsOf, lookInside, openFolder } from './look-inside.js'
import { repairLog, repairLogIsMissing, wholeLog } from './repair-log.js'

const missing = repairLogIsMissing()
const title = missing ? `replay-log, killed (skipped: ${repairLog} is not there)` : 'replay-log, killed'

describe.skipIf(missing)(title, () => {
  let place: Awaited<ReturnType<typeof openFolder>>
  let file: string
  beforeEach(async () => {
    place = await openFolder()
    file = join(place.folder, 'history.sqlite')
  })
  afterEach(() => place.remove())

  /** Runs the command; kills it as soon as it has told of this many rows. Gives its last line and exit code. */
  const run = async (killAt = Infinity): Promise<{ lastLine: string; code: number | null; rows: number }> => {
    const child = spawn(
      process.execPath,
      [
        'dist/cli/main.js',
        'replay-log',
        'workflows/examples/phone-repair',
        '--log',
        repairLog,
        '--db',
        file,
        '--json',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let lastLine = ''
    let rows = 0
    createInterface({ input: child.stdout }).on('line', (line) => {
      lastLine = line
    })
    createInterface({ input: child.stderr }).on('line', (line) => {
      rows = Number(/^(\d+) of/.exec(line)?.[1] ?? rows)
      if (rows >= killAt) child.kill('SIGKILL')
    })
    const [code] = (await once(child, 'close')) as [number | null]
    return { lastLine, code, rows }
  }

  const counts = async (): Promise<Record<string, unknown>> => {
    const outside = await lookInside(file)
    const tables = ['instances', 'trail', 'tasks', 'timers', 'effects', 'search_values', 'processes']
    const entries = await Promise.all(
      tables.map(async (table) => {
        const [row] = await outside.sql(`select count(*) as n from aftercare_${table}`)
        return [table, row?.['n']] as const
      }),
    )
    const armed = await outside.sql('select count(*) as n from aftercare_timers where armed = 1')
    await outside.close()
    return { ...Object.fromEntries(entries), armed: armed[0]?.['n'] }
  }

  it('goes on where it stood, twice, and a run after the end adds nothing', async () => {
    const killed = await run(1_000)
    const half = await counts()
    const again = await run(killed.rows + 2_000)

    expect([killed.code, again.code]).toEqual([null, null])
    expect(Number(half['instances'])).toBeGreaterThan(0)
    expect(Number(half['instances'])).toBeLessThan(wholeLog.cases)
    expect(Number((await counts())['instances'])).toBeGreaterThan(Number(half['instances']))

    const finished = await run()
    const after = await counts()
    const onceMore = await run()

    expect(finished).toMatchObject({ code: 0, lastLine: JSON.stringify(wholeLog) })
    expect(onceMore).toMatchObject({ code: 0, lastLine: finished.lastLine, rows: 0 })
    expect(await counts()).toEqual(after)
    expect(after).toMatchObject({ instances: wholeLog.cases, armed: 0 })
    expect(await findingsOf(file)).toEqual([])
  }, 300_000)
})
