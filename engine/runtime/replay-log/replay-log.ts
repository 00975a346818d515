import { createHash } from 'node:crypto'
import { v5 as idFrom } from 'uuid'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Replay } from '../../definition/generated/replay.js'
import { canonicalJson, EngineError, type JsonObject } from '../../errors/index.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { workOnCase } from '../case-work.js'
import { keepVersion, type ProcessCatalogue } from '../process-catalogue.js'
import { goLive } from './go-live.js'
import { readLogRows, type LogRow } from './log-rows.js'
import { columnsOf, mapRow, type MappedRow } from './map-row.js'
import { MergedSteps } from './merged-steps.js'
import {
  emptyProgress,
  reportOf,
  type RefusedRow,
  type ReplayProgress,
  type ReplayReport,
} from './replay-report.js'

/** Namespace of the ids of replayed cases, so that the same log gives the same ids. */
const caseNamespace = '6f2c1a52-6f5e-4c55-9a3e-0d6f3b1f7a10'

const usualBatch = 500

export interface ReplayRequest {
  readonly mapping: Replay
  /** The log, as text. */
  readonly csv: string
  /** What the cases follow; a version that is stored in no database yet is stored with the first rows. */
  readonly process: CheckedProcess
  /** From when open cases run live: their timers are armed and they take events. Default: never. */
  readonly liveFrom?: Instant
  /** Rows per transaction; 500 unless given. */
  readonly batch?: number
  readonly onProgress?: (rows: number, total: number) => void
}

/** Where a log is replayed into, and the time by the clock. */
export interface ReplayHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly now: Instant
}

/**
 * Turns the rows of a log into cases through the same step as live events, at the rows' own times: timers due between
 * two rows fire in between, effects are recorded as not sent. Each batch is committed with its progress, so a run that
 * was killed goes on, and a finished one adds nothing. The log is held in memory as a whole, the cases are not.
 * Throws `usage-wrong` when the log does not fit the mapping, and when the run was begun under other rules.
 */
export async function replayLog(host: ReplayHost, request: ReplayRequest): Promise<ReplayReport> {
  const { mapping, csv, process, liveFrom, batch = usualBatch } = request
  const { store, catalogue } = host
  const rows = readLogRows(csv, mapping.columns, columnsOf(mapping))
  const run = runName(request)
  let progress = await begunOrNew(store, run, process)
  while (progress.rows < rows.length) {
    const part = rows.slice(progress.rows, progress.rows + batch)
    const next = structuredClone(progress)
    await store.transaction(
      async (tx) => {
        if (next.rows === 0) await keepVersion(tx, process, host.now)
        const steps = new MergedSteps(tx)
        for (const row of part) await replayRow({ tx, steps, catalogue, process, mapping, run }, row, next)
        await steps.flush()
        await tx.saveReplayProgress(run, next as unknown as JsonObject)
      },
      { name: 'replay' },
    )
    progress = next
    request.onProgress?.(progress.rows, rows.length)
  }
  if (liveFrom !== undefined) {
    const ids = [...new Set(rows.map((row) => caseId(run, row)))]
    await goLive(host, { ids, liveFrom, batch })
  }
  return reportOf(progress)
}

/** A run keeps to the rules it was begun under: the report of a finished one would else speak of other rules. */
async function begunOrNew(store: Store, run: string, process: CheckedProcess): Promise<ReplayProgress> {
  const stored = (await store.read.replayProgress(run)) as unknown as ReplayProgress | undefined
  if (!stored) return emptyProgress(process.hash)
  if (stored.version === process.hash) return stored
  throw new EngineError(
    'usage-wrong',
    `Expected the rules under which this log was begun to be replayed, but '${process.id}' has changed since. ` +
      'Replay into another database, or with the definitions as they were.',
  )
}

interface Replaying {
  readonly tx: StoreTransaction
  readonly steps: MergedSteps
  readonly catalogue: ProcessCatalogue
  readonly process: CheckedProcess
  readonly mapping: Replay
  readonly run: string
}

async function replayRow(replaying: Replaying, row: LogRow, progress: ReplayProgress): Promise<void> {
  progress.rows += 1
  const mapped = mapRow(row, replaying.mapping)
  if (mapped.kind === 'skip') progress.skipped += 1
  else {
    const refused = await takeRow(replaying, { row, mapped }, progress)
    const event = mapped.kind === 'send' ? { event: mapped.event } : {}
    if (refused) progress.refused.push({ case: row.case, line: row.line, ...event, ...refused })
  }
}

type Refused = Pick<RefusedRow, 'code' | 'message'>

/** Sends a row to its case and counts what it did. Gives the reason when it did nothing. */
async function takeRow(
  { tx, steps, catalogue, run, process: newest }: Replaying,
  { row, mapped }: { readonly row: LogRow; readonly mapped: Exclude<MappedRow, { kind: 'skip' }> },
  progress: ReplayProgress,
): Promise<Refused | undefined> {
  if (mapped.kind === 'unreadable') return { code: 'log-row-unmapped', message: mapped.message }
  const id = caseId(run, row)
  const before = await steps.find(id)
  if (mapped.kind === 'create' && before)
    return { code: 'event-not-accepted', message: 'Expected one row that begins the case, but it has begun.' }
  if (mapped.kind === 'send' && !before)
    return {
      code: 'unknown-instance',
      message: 'Expected a row that begins the case first, but there was none.',
    }
  const process = before ? await catalogue.version(tx, before.version) : newest
  const command = commandOf(mapped, id)
  const work = { process, command, now: mapped.at, mode: 'history', before } as const
  const { result, record } = await workOnCase(steps, catalogue, work)
  // A timer due before the row may have ended the case, whatever became of the row.
  if (record?.status === 'ended' && before?.status !== 'ended') count(progress, record.outcome)
  if (result.kind === 'refused') return { code: result.refusal.code, message: result.refusal.text.en }
  progress.events += 1
  if (mapped.kind === 'create') progress.cases += 1
  return undefined
}

function commandOf(mapped: Extract<MappedRow, { at: Instant }>, id: string) {
  const { actor } = mapped
  return mapped.kind === 'create'
    ? ({ kind: 'create', id, data: mapped.data, actor } as const)
    : ({ kind: 'send', event: mapped.event, payload: mapped.payload, actor } as const)
}

function count(progress: ReplayProgress, outcome = ''): void {
  progress.outcomes[outcome] = (progress.outcomes[outcome] ?? 0) + 1
}

function caseId(run: string, row: LogRow): string {
  return idFrom(`${run}/${row.case}`, caseNamespace)
}

/** One log, one mapping, one profile, one database: the same four are the same run. */
function runName({ mapping, csv, process }: ReplayRequest): string {
  const digest = createHash('sha256')
    .update(canonicalJson([mapping as unknown as JsonObject, process.id, process.profile ?? '']))
    .update(csv)
    .digest('hex')
  return `${mapping.replay}-${digest.slice(0, 32)}`
}
