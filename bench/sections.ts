import { openBenchServer, type BenchServer } from './bench-server.js'
import { due } from './due.js'
import { groupedSends } from './grouped-sends.js'
import { growth } from './growth/growth.js'
import { guards } from './guards.js'
import type { Row } from './measure.js'
import { besideBpmnEngine, besideDbos, besidePgBoss } from './peers.js'
import { postgresSends } from './postgres-sends.js'
import { pureStep } from './pure-step.js'
import type { Life } from './repair-life.js'
import { replay } from './replay.js'
import { sendProfile } from './send-profile.js'
import { sends } from './sends.js'
import { timers } from './timers.js'
import { warmCheck } from './warm-check.js'

/** A part of the benchmark that can be run by itself. */
export interface Section {
  readonly name: string
  readonly run: (life: Life, quick: boolean) => Promise<readonly Row[]>
}

/** All of them, in the order they run: what only computes first, what fills the disk last. */
export const sections: readonly Section[] = [
  { name: 'pure-step', run: (life) => pureStep(life) },
  { name: 'guards', run: () => guards() },
  { name: 'due', run: (_life, quick) => (quick ? due(200) : due()) },
  { name: 'warm-check', run: () => warmCheck() },
  { name: 'sends', run: (life) => sends(life) },
  { name: 'grouped-sends', run: (life, quick) => groupedSends(life, quick ? 3 : 9) },
  { name: 'profile', run: (life, quick) => sendProfile(life, quick ? 2 : 6) },
  { name: 'replay', run: () => replay() },
  { name: 'bpmn-engine', run: (life, quick) => besideBpmnEngine(life, quick ? 8 : 40) },
  { name: 'timers', run: (_life, quick) => timers(quick ? 10_000 : 100_000) },
  {
    name: 'growth',
    run: (life, quick) => growth(life, { sizes: quick ? [1_000, 30_000] : [1_000, 100_000, 1_000_000] }),
  },
  {
    name: 'postgres-sends',
    run: (life, quick) => onServer((server) => postgresSends(life, server, quick ? 5 : 15)),
  },
  {
    name: 'dbos',
    run: (life, quick) => onServer((server) => besideDbos(life, server, quick ? 500 : 5_000)),
  },
  {
    name: 'postgres-timers',
    run: (_life, quick) =>
      onServer(async (server) => [
        ...(await timers(quick ? 5_000 : 100_000, server)),
        ...(await besidePgBoss(server, quick ? 5_000 : 100_000)),
      ]),
  },
  {
    name: 'postgres-growth',
    run: (life, quick) =>
      onServer((server) => growth(life, { sizes: quick ? [1_000, 5_000] : [1_000, 100_000], server })),
  },
]

/** A server for one section, so that nothing of another is in its memory; its rows are skipped where none can be had. */
async function onServer(run: (server: BenchServer) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  let server: BenchServer
  try {
    server = await openBenchServer()
  } catch (error) {
    const reason = `no PostgreSQL server: ${error instanceof Error ? error.message : String(error)}`
    process.stderr.write(`\n*** SKIPPED: ${reason} ***\n\n`)
    return [{ what: 'rows on PostgreSQL', figures: {}, target: 'none', skipped: reason }]
  }
  try {
    return await run(server)
  } finally {
    await server.stop()
  }
}
