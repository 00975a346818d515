import { explainClocks, type EndedClock, type ExplainedClock } from '../../core/explain/index.js'
import type { Facts, TrailEntry } from '../../core/command.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { InstanceRecord } from '../../core/record.js'
import type { StoreReads } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { everyRow } from '../every-row.js'
import { recount } from '../recount.js'
import { readRecord } from '../stored-record.js'
import type { RoleTitles } from './tell-upcoming.js'
import { tellOver, tellRunning, type ClockWords } from './tell-clock.js'

/** Why everything of a case is due when it is. */
export interface ToldDeadlines {
  readonly instance: InstanceRecord
  readonly running: readonly (ExplainedClock & { readonly words: ClockWords })[]
  /** Deadlines that are over, in the order they ended. */
  readonly ended: readonly (EndedClock & { readonly words: ClockWords })[]
}

/** The database, and the calendars in force. */
export interface DeadlineWorld {
  readonly read: StoreReads
  readonly version: (hash: string) => Promise<CheckedProcess>
  readonly factsOf: (process: CheckedProcess) => Facts
  /** Hash of the version of a calendar that is in force. */
  readonly hashOf: (calendar: string) => string | undefined
  readonly now: Instant
  /** What a role of the organisation is called. */
  readonly titleOf?: RoleTitles
}

/**
 * Explains the clocks of a case from its record and its whole trail. Clocks that an older version of a calendar counted
 * are shown as they will be when the case is counted again; a case kept as history stays as it was. Changes nothing.
 */
export async function readDeadlines(world: DeadlineWorld, id: string): Promise<ToldDeadlines | undefined> {
  const { read, now, titleOf = () => undefined } = world
  const stored = await readRecord(read, id)
  if (!stored) return undefined
  const process = await world.version(stored.version)
  const facts = world.factsOf(process)
  // Rows of steps that were saved after the record was read are none of its.
  const trail = (await wholeTrail(read, id)).filter(({ seq }) => seq <= stored.counters.trail)
  const counted = stored.replayed ? undefined : recount({ process, facts, now }, stored, world.hashOf)
  const record = counted?.after ?? stored
  const { running, ended } = explainClocks(process, facts, { record, trail, ...(counted ? { stored } : {}) })
  return {
    instance: stored,
    running: running.map((clock) => ({ ...clock, words: tellRunning(clock, titleOf) })),
    ended: ended.map((clock) => ({ ...clock, words: tellOver(clock) })),
  }
}

async function wholeTrail(read: StoreReads, id: string): Promise<readonly TrailEntry[]> {
  const entries: TrailEntry[] = []
  for await (const { seq, at, type, actor, via, body } of everyRow((page) => read.trail(id, page)))
    entries.push({
      seq,
      at,
      type: type as TrailEntry['type'],
      ...(actor === undefined ? {} : { actor }),
      ...(via === undefined ? {} : { via }),
      body,
    })
  return entries
}
