import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createStore, openDatabase, verifyStore } from '../../../engine/index.js'
import { startPostgres } from '../../postgres/postgres-server.js'
import { check, type Counts } from './check.js'
import { type CheckedDatabase, openChecked } from './database.js'
import { Killer } from './killer.js'
import { NodeFleet } from './node-fleet.js'
import { sentWorkflows } from './parcel-workflows.js'
import type { LoadReport, Taken } from './parts.js'
import type { Settings } from './settings.js'

/** What a run found. */
export interface FaultReport extends Counts {
  readonly db: Settings['db']
  readonly nodes: number
  readonly seconds: number
  readonly kills: number
  /** Nodes that ended although nobody had killed them. */
  readonly crashes: number
  /** Requests that were sent again since nobody had answered. */
  readonly again: number
  readonly refused: readonly string[]
  /** What `verify` found, and what the database itself finds. */
  readonly findings: readonly string[]
  /** What was still to be done when the patience of the run was over. */
  readonly left: number
}

/** How long is waited in the end for everything to be done, in milliseconds. */
const patience = 120_000

const clients = 12

/** Runs it all, and cleans up behind it. */
export async function runFaults(settings: Settings): Promise<FaultReport> {
  const place = await openPlace(settings)
  const receiver = begin('receiver-process.js', 'kills' in settings.until ? 'short' : 'long')
  const [{ port }] = (await once(receiver, 'message')) as [{ readonly port: number }]
  const ports = await Promise.all(Array.from({ length: settings.nodes }, freePort))
  const workflows = sentWorkflows()
  const load = begin('load-process.js', JSON.stringify([ports, clients]))
  const killer = new Killer(settings, (asked) => answeredAt(load, asked))
  const fleet = new NodeFleet(
    ports.map((own, number) => ({
      ...{ name: `node-${number + 1}`, database: place.database, port: own },
      ...{ receiver: `http://127.0.0.1:${port}`, workflows },
      ...(settings.broken && { broken: settings.broken }),
    })),
    (process) => void killer.doom(process),
  )
  const db = openChecked(place.database)
  try {
    await fleet.serving()
    const began = Date.now()
    await killer.over()
    const seconds = Math.round((Date.now() - began) / 1000)
    const sent = await endOf<LoadReport>(load)
    const left = await runDry(db)
    await fleet.stop()
    const { taken } = await endOf<{ readonly taken: readonly Taken[] }>(receiver)
    return {
      ...{ db: settings.db, nodes: settings.nodes, seconds },
      ...{ kills: killer.kills, crashes: fleet.crashes, again: sent.again, refused: sent.refused },
      ...(await check(db, sent, taken)),
      findings: await findingsOf(place.database),
      left,
    }
  } finally {
    fleet.abandon()
    for (const child of [load, receiver]) child.kill()
    await db.close()
    await place.remove()
  }
}

/** Whether everything was kept that is promised. */
export function isSound({ timers, effects, cases, ...report }: FaultReport): boolean {
  const wrong = [
    report.crashes,
    report.lost,
    report.doubled,
    report.refused.length,
    report.findings.length,
    report.left,
  ]
  const more = [timers.twice, timers.missed, effects.missing, effects.takenTwice, effects.outOfOrder]
  return [...wrong, ...more, cases.missing, cases.twice].every((count) => count === 0)
}

async function openPlace({ db }: Settings): Promise<{ readonly database: string; remove(): Promise<void> }> {
  if (db === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'aftercare-faults-'))
    return { database: join(folder, 'cases.sqlite'), remove: () => rm(folder, { recursive: true }) }
  }
  const server = await startPostgres()
  return { database: server.url, remove: () => server.stop() }
}

function begin(script: string, argument: string): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), [argument])
}

/** Settles with the next answer that whoever sends requests has from a port. */
function answeredAt(load: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve) => {
    const hear = (from: unknown): void => {
      if (from !== port) return
      load.off('message', hear)
      resolve()
    }
    load.on('message', hear)
  })
}

/** Tells a process that all is over, and gives its report. */
function endOf<T extends object>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object') resolve(message as T)
    })
    child.once('exit', (code, signal) =>
      reject(
        new Error(`Expected the report of ${child.spawnargs[1]}, but it ended (${code ?? signal}) before.`),
      ),
    )
    child.send('end')
  })
}

/** Waits until nothing is left to be done. Gives how much is when patience is over. */
async function runDry(db: CheckedDatabase): Promise<number> {
  for (const end = Date.now() + patience; ;) {
    // Timers of a month's time are none that the run waits for.
    const left = await db.count(
      `select (select count(*) from aftercare_effects where status in ('pending', 'dead'))
        + (select count(*) from aftercare_messages where status in ('pending', 'waiting'))
        + (select count(*) from aftercare_timers where armed = 1 and due_at < ${Date.now() + 3_600_000})`,
    )
    if (left === 0 || Date.now() > end) return left
    await pause(200)
  }
}

async function findingsOf(place: string): Promise<readonly string[]> {
  const opened = await openDatabase(place)
  const store = createStore(opened)
  const { findings } = await verifyStore(store)
  await store.close()
  await opened.close()
  return [...findings.map(({ message }) => message), ...(await ownFindings(place))]
}

/** What SQLite finds in its file. */
async function ownFindings(place: string): Promise<readonly string[]> {
  if (place.startsWith('postgres')) return []
  const db = openChecked(place)
  const found = await db.rows('pragma integrity_check')
  await db.close()
  return found.map((row) => String(row['integrity_check'])).filter((line) => line !== 'ok')
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer().once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
