import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createEngine, loadWorkflows, openSqlite, type Replay } from '../engine/index.js'
import { median, type Row } from './measure.js'

const cases = 600
const rounds = 3

/** The way of one case through the telephone-repair department: activity, lifecycle, who, and the cells filled in. */
const way: readonly (readonly [activity: string, lifecycle: string, who: string, cells?: string])[] = [
  ['Register', 'complete', 'System'],
  ['Analyze Defect', 'start', 'Tester3'],
  ['Analyze Defect', 'complete', 'Tester3', '6,T2,,'],
  ['Repair (Complex)', 'start', 'SolverC1'],
  ['Repair (Complex)', 'complete', 'SolverC1'],
  ['Test Repair', 'start', 'Tester1'],
  ['Test Repair', 'complete', 'Tester1', ',,0,true'],
  ['Inform User', 'complete', 'System'],
  ['Archive Repair', 'complete', 'System'],
]

/** Rows a second of a generated log, replayed into a file of its own with every batch synchronised. No target yet. */
export async function replay(): Promise<readonly Row[]> {
  const csv = generatedLog()
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) rates.push(await replayed(csv))
  return [
    {
      what: 'replay of a log, rows a second',
      figures: { perSecond: Math.round(median(rates)), rows: cases * way.length },
      target: 'none yet',
    },
  ]
}

async function replayed(csv: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  const workflows = await loadWorkflows('workflows/examples/phone-repair')
  const sqlite = await openSqlite(join(folder, 'replay.db'))
  try {
    const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows })
    const mapping = workflows.replays[0]?.value as Replay | undefined
    const process = engine
      .processes()
      .find((one) => one.id === mapping?.process && one.profile === mapping.profile)
    if (!mapping || !process) throw new Error('Expected a process and the mapping of its log.')
    const start = performance.now()
    const { events, refused } = await engine.replayLog({ mapping, csv, process })
    const seconds = (performance.now() - start) / 1000
    await engine.stop()
    if (events !== cases * way.length || refused.length > 0)
      throw new Error(
        `Expected every row to take effect, but: ${refused[0]?.message ?? `${events} rows did`}.`,
      )
    return events / seconds
  } finally {
    await sqlite.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Cases that begin five minutes apart, in the order of a case's own rows. */
function generatedLog(): string {
  const rows = [
    'case,seq,activity,lifecycle,timestamp,resource,defectType,phoneType,numberRepairs,defectFixed',
  ]
  for (let number = 0; number < cases; number += 1)
    way.forEach(([activity, lifecycle, who, cells = ',,,'], index) => {
      const at = new Date(Date.UTC(2026, 0, 5, 8) + (number * 5 + index) * 60_000).toISOString()
      rows.push([number, index + 1, activity, lifecycle, at, who, cells].join(','))
    })
  return `${rows.join('\n')}\n`
}
