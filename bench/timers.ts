import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchServer } from './bench-server.js'
import { runChild } from './child.js'
import { rounded, type Row } from './measure.js'
import type { Drained } from './timers-child.js'

/** A drain may use so much more memory at its end than after its first tenth, and still be called flat. */
const mostGrowthMegabytes = 64

/**
 * So many timers that are due at once, one a case, beside the rate of events of the same cases by 64 callers on the same
 * database. A timer that did not fire, or fired twice, is a failure and no figure.
 */
export async function timers(count: number, server?: BenchServer): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  const schema = await server?.schema()
  try {
    const place = schema?.place ?? join(folder, 'timers.db')
    const drained = await runChild<Drained>({
      script: new URL('timers-child.js', import.meta.url),
      args: [place, String(count)],
    })
    return rowsOf(drained, count, server ? 'PostgreSQL' : 'SQLite')
  } finally {
    await schema?.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

function rowsOf(drained: Drained, count: number, database: string): readonly Row[] {
  const { timersPerSecond, eventsPerSecond, fired, twice, early, peak } = drained
  if (fired !== count || twice > 0)
    throw new Error(`Expected ${count} timers to fire once each, but ${fired} did, ${twice} of them again.`)
  const ratio = timersPerSecond / eventsPerSecond
  return [
    {
      what: `${count} timers due at once, ${database}`,
      figures: {
        subjectPerSecond: Math.round(timersPerSecond),
        baselinePerSecond: Math.round(eventsPerSecond),
        fired,
        twice,
      },
      ratio: rounded(ratio),
      target: '>= 0.5',
      reached: ratio >= 0.5,
      compared: ['timers fired', 'events sent to the same kind of case by 64 callers'],
    },
    {
      what: `memory while ${count} timers fire, ${database}`,
      figures: { megabytesAfterATenth: early, megabytesAtMost: peak, megabytesMore: peak - early },
      target: `<= ${mostGrowthMegabytes} megabytes more`,
      reached: peak - early <= mostGrowthMegabytes,
    },
  ]
}
