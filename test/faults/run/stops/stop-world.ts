import type { Knex } from 'knex'
import {
  checkWorkflows,
  createEngine,
  createOutgoing,
  type Engine,
  httpService,
  openDatabase,
  readSources,
  type Service,
  VirtualClock,
} from '../../../../engine/index.js'
import type { EngineOptions } from '../../../../engine/runtime/engine-options.js'
import { stopFiles } from './stop-files.js'

/** Where a process ends: at one side of a commit, or before or after something is delivered outside. */
export interface Stop {
  readonly transaction: string
  readonly side: 'before-commit' | 'after-commit'
}

/** What an engine is opened with. Plain data: it is handed to another process. */
export interface WorldConfig {
  /** A SQLite file, or the address of a PostgreSQL server. */
  readonly database: string
  /** A folder for what is kept beside the database. */
  readonly folder: string
  /** Address of the world outside. */
  readonly receiver: string
  /** Where the clock stands. */
  readonly time: number
  /** Opening hours of the calendar, `09:00-17:00` unless given. */
  readonly hours?: string
  /** What the ids of new cases begin with. */
  readonly ids: string
}

/** An engine, and what a test needs beside it. */
export interface World {
  readonly engine: Engine
  readonly clock: VirtualClock
  readonly db: Knex
  readonly folder: string
  close(): Promise<void>
}

/** Told at both sides of every commit, and of every delivery (`delivery`). */
export type AtStop = (stop: Stop) => void

/** Opens an engine whose ids and salts are the same every time. */
export async function openWorld(config: WorldConfig, atStop: AtStop = () => undefined): Promise<World> {
  const { database, folder, receiver, time, hours = '09:00-17:00', ids } = config
  const opened = await openDatabase(database)
  const clock = new VirtualClock(time)
  let count = 0
  const files = stopFiles(hours)
  const service = (name: string) => delivering(name, { receiver, clock, atStop })
  const engine = await createEngine({
    ...opened,
    workflows: { ...checkWorkflows(readSources(files)), files },
    clock,
    services: { bank: service('bank'), print: service('print') },
    newId: () => `${ids}-${(count += 1)}`,
    salts: () => '0'.repeat(32),
    ...({ node: ids, effects: { random: () => 1 }, atBoundary: atStop } satisfies Partial<EngineOptions>),
  })
  const close = async (): Promise<void> => {
    await engine.stop()
    await opened.close()
  }
  return { engine, clock, db: opened.db, folder, close }
}

/** Delivers to the receiver. The answer of one that says 'slow' comes after a third of the lease. */
function delivering(
  name: string,
  { receiver, clock, atStop }: { receiver: string; clock: VirtualClock; atStop: AtStop },
): Service {
  const service = httpService(
    { method: 'POST', url: `${receiver}/${name}` },
    { outgoing: createOutgoing({ allow: ['127.0.0.1'] }) },
  )
  return async (input, attempt) => {
    atStop({ transaction: 'delivery', side: 'before-commit' })
    if (input['address'] === 'slow' && attempt.attempt === 1) {
      clock.moveTo(clock.now() + 6000)
      // Long enough for the lease to be renewed, which is a commit or two.
      for (let round = 0; round < 5; round += 1) await service(input, attempt)
    }
    const output = await service(input, attempt)
    atStop({ transaction: 'delivery', side: 'after-commit' })
    return output
  }
}
