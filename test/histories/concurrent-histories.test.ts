import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEngine, openPostgres, openSqlite, VirtualClock, type Engine } from '../../engine/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { monday } from '../runtime/open-test-engine.js'
import type { RecordedHistory } from './call.js'
import { checkHistory } from './check-history.js'
import { manyParcels } from './many-parcels.js'
import { recordHistory } from './record-history.js'

const workflows = manyParcels()

type Handles = Awaited<ReturnType<typeof openSqlite>> | Awaited<ReturnType<typeof openPostgres>>

/** Runs `work` with engines of their own handles on one database, as on several nodes. */
async function onNodes<T>(
  nodes: number,
  open: () => Promise<Handles>,
  work: (engines: readonly Engine[]) => Promise<T>,
): Promise<T> {
  const handles: Handles[] = []
  const engines: Engine[] = []
  try {
    for (let node = 0; node < nodes; node += 1) {
      const opened = await open()
      handles.push(opened)
      const reader = 'reader' in opened ? { reader: opened.reader } : {}
      engines.push(
        await createEngine({ db: opened.db, ...reader, workflows, clock: new VirtualClock(monday) }),
      )
    }
    return await work(engines)
  } finally {
    for (const engine of engines) await engine.stop()
    for (const one of handles) await one.close()
  }
}

async function onSqlite<T>(work: (engines: readonly Engine[]) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-histories-'))
  try {
    return await onNodes(2, () => openSqlite(join(folder, 'cases.sqlite')), work)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A history in which much has happened: otherwise nothing would be shown by it. */
function expectMuch({ calls }: RecordedHistory): void {
  expect(calls.filter(({ repeated }) => repeated).length).toBeGreaterThan(5)
  expect(calls.filter(({ refused }) => refused !== undefined).length).toBeGreaterThan(5)
  expect(overlapping(calls)).toBeGreaterThan(calls.length / 2)
}

/** How many calls were under way while another one was, on another node. */
function overlapping(calls: RecordedHistory['calls']): number {
  return calls.filter((one) =>
    calls.some((other) => other.node !== one.node && other.begin < one.end && one.begin < other.end),
  ).length
}

describe('calls of many at once', () => {
  it.each([1, 2, 3])('have one order per case on two engines over a SQLite file (seed %i)', async (seed) => {
    const history = await onSqlite((engines) =>
      recordHistory(engines, { seed, callers: 8, calls: 15, cases: 3 }),
    )

    expect(checkHistory(history)).toEqual([])
    expectMuch(history)
  })

  it.skipIf(postgresUrl === undefined).each([1, 2, 3])(
    'have one order per case on three nodes over PostgreSQL (seed %i)',
    async (seed) => {
      const schema = await openPostgresSchema()
      const history = await onNodes(
        3,
        () => openPostgres(schema.url, { connections: 3 }),
        (engines) => recordHistory(engines, { seed, callers: 9, calls: 15, cases: 3 }),
      )
      await schema.close()

      expect(checkHistory(history)).toEqual([])
      expectMuch(history)
    },
  )
})
