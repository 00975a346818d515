import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BenchServer } from './bench-server.js'
import { runChild } from './child.js'
import { latencies, median, rounded, type Row } from './measure.js'
import { sendings, type Life } from './repair-life.js'
import { beginMany, openWorld, playTogether } from './world.js'

const callers = 64
const warmUp = 2
const rounds = 3
const folderOfPeers = resolve('bench/peers')

interface PeerFigures {
  readonly perSecond: number
  readonly milliseconds?: readonly number[]
}

/** Events a second beside bpmn-engine, both on a SQLite file: recovered, signalled and saved for every event. */
export async function besideBpmnEngine(life: Life, cases: number): Promise<readonly Row[]> {
  const what = 'durable events a second beside bpmn-engine, SQLite'
  if (isAbsent('bpmn-engine')) return [skipped(what, 'bpmn-engine')]
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  try {
    const peer = await runPeer('bpmn-engine', [
      join(folder, 'peer.db'),
      String(cases),
      String(sendings.length),
    ])
    const ours = await eventsPerSecond(join(folder, 'engine.db'), life)
    return [
      beside(what, { ours, peer, atLeast: 50 }, [
        `engine.send by ${callers} callers`,
        'bpmn-engine: recover, signal and save for every event; user tasks only, no guards, no forms',
      ]),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Events a second beside DBOS on one server. */
export async function besideDbos(life: Life, server: BenchServer, events: number): Promise<readonly Row[]> {
  const what = 'durable events a second beside DBOS, PostgreSQL'
  if (isAbsent('@dbos-inc/dbos-sdk')) return [skipped(what, '@dbos-inc/dbos-sdk')]
  const own = await server.database()
  const schema = await server.schema()
  try {
    const peer = await runPeer('dbos', [own.place, String(events)])
    const ours = await eventsPerSecond(schema.place, life)
    return [
      beside(what, { ours, peer, atLeast: 1 }, [
        `engine.send by ${callers} callers`,
        `DBOS: a workflow of one step for each event, by ${callers} callers`,
      ]),
    ]
  } finally {
    await schema.remove()
    await own.remove()
  }
}

/** Jobs of pg-boss that are due at once; ours stand in the row of the timers on PostgreSQL. */
export async function besidePgBoss(server: BenchServer, jobs: number): Promise<readonly Row[]> {
  const what = `${jobs} jobs of pg-boss due at once, PostgreSQL`
  if (isAbsent('pg-boss')) return [skipped(what, 'pg-boss')]
  const own = await server.database()
  try {
    const { perSecond } = await runPeer('pg-boss', [own.place, String(jobs)])
    return [
      {
        what,
        figures: { perSecond: Math.round(perSecond), jobs },
        target: 'none',
        note: 'A job is taken and completed, in batches of 64 by four workers; no case changes and no trail is kept.',
      },
    ]
  } finally {
    await own.remove()
  }
}

async function eventsPerSecond(place: string, life: Life): Promise<number> {
  const world = await openWorld(place, life)
  try {
    const rates: number[] = []
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const { seconds } = await playTogether(world, await beginMany(world, callers))
      if (round >= warmUp) rates.push((callers * sendings.length) / seconds)
    }
    return median(rates)
  } finally {
    await world.close()
  }
}

function beside(
  what: string,
  { ours, peer, atLeast }: { readonly ours: number; readonly peer: PeerFigures; readonly atLeast: number },
  compared: readonly [string, string],
): Row {
  const ratio = ours / peer.perSecond
  return {
    what,
    figures: {
      subjectPerSecond: Math.round(ours),
      baselinePerSecond: Math.round(peer.perSecond),
      ...(peer.milliseconds && latencies(peer.milliseconds, 'baseline')),
    },
    ratio: rounded(ratio),
    target: `>= ${atLeast}`,
    reached: ratio >= atLeast,
    compared,
  }
}

function runPeer(script: string, args: readonly string[]): Promise<PeerFigures> {
  return runChild<PeerFigures>({
    script: pathToFileURL(join(folderOfPeers, `${script}.mjs`)),
    args,
    cwd: folderOfPeers,
  })
}

function isAbsent(name: string): boolean {
  return !existsSync(join(folderOfPeers, 'node_modules', name))
}

function skipped(what: string, name: string): Row {
  const reason = `'${name}' is not installed: npm ci --prefix bench/peers`
  process.stderr.write(`\n*** SKIPPED: ${what}. ${reason} ***\n\n`)
  return { what, figures: {}, target: 'none', skipped: reason }
}
