import { createHash } from 'node:crypto'
import { v5 as idFrom } from 'uuid'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Replay } from '../../definition/generated/replay.js'
import { canonicalJson, type JsonObject } from '../../errors/index.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { armTimers, fireDue, workOnCase } from '../case-work.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { readLogRows, type LogRow } from './log-rows.js'
import { mapRow, type MappedRow } from './map-row.js'
import { emptyProgress, reportOf, type ReplayProgress, type ReplayReport } from './replay-report.js'

/** Namespace of the ids of replayed cases, so that the same log gives the same ids. */
const caseNamespace = '6f2c1a52-6f5e-4c55-9a3e-0d6f3b1f7a10'

export interface ReplayRequest {
  readonly mapping: Replay
  /** The log, as text. */
  readonly csv: string
  readonly process: CheckedProcess
  /** From when open cases run live: their timers are armed and they take events. Default: never. */
  readonly liveFrom?: Instant
  /** Rows per transaction. */
  readonly batch?: number
  readonly onProgress?: (rows: number, total: number) => void
}

/**
 * Turns the rows of a log into cases through the same step as live events, at the rows' own times: timers due between
 * two rows fire in between, effects are recorded as not sent. Each batch is committed with its progress, so a run that
 * was killed goes on, and a finished one adds nothing.
 */
export async function replayLog(
  store: Store,
  catalogue: ProcessCatalogue,
  request: ReplayRequest,
): Promise<ReplayReport> {
  const { mapping, csv, process, batch = 500 } = request
  const rows = readLogRows(csv, mapping.columns)
  const run = runName(request)
  let progress =
    ((await store.read.replayProgress(run)) as unknown as ReplayProgress | undefined) ?? emptyProgress()
  while (progress.rows < rows.length) {
    const part = rows.slice(progress.rows, progress.rows + batch)
    const next = structuredClone(progress)
    await store.transaction(async (tx) => {
      for (const row of part) await replayRow({ tx, catalogue, process, mapping, run }, row, next)
      await tx.saveReplayProgress(run, next as unknown as JsonObject)
    })
    progress = next
    request.onProgress?.(progress.rows, rows.length)
  }
  if (request.liveFrom !== undefined)
    await goLive(store, catalogue, { run, rows, liveFrom: request.liveFrom, batch })
  return reportOf(progress)
}

interface Replaying {
  readonly tx: StoreTransaction
  readonly catalogue: ProcessCatalogue
  readonly process: CheckedProcess
  readonly mapping: Replay
  readonly run: string
}

async function replayRow(replaying: Replaying, row: LogRow, progress: ReplayProgress): Promise<void> {
  progress.rows += 1
  const mapped = mapRow(row, replaying.mapping)
  if (mapped.kind === 'skip') {
    progress.skipped += 1
    return
  }
  const refuse = (code: string, message: string): void => {
    const event = mapped.kind === 'send' ? { event: mapped.event } : {}
    progress.refused.push({ case: row.case, line: row.line, ...event, code, message })
  }
  if (mapped.kind === 'unreadable') return refuse('log-row-unmapped', mapped.message)
  const { tx, catalogue, run } = replaying
  const id = idFrom(`${run}/${row.case}`, caseNamespace)
  const before = await tx.lockInstance(id)
  if (mapped.kind === 'create' && before)
    return refuse('event-not-accepted', 'Expected one row that begins the case, but it has begun.')
  if (mapped.kind === 'send' && !before)
    return refuse('unknown-instance', 'Expected a row that begins the case first, but there was none.')
  const process = before ? await catalogue.version(tx, before.version) : replaying.process
  const command = commandOf(mapped, id)
  const outcome = await workOnCase(tx, catalogue, {
    process,
    command,
    now: mapped.at,
    mode: 'history',
    ...(before ? { before } : {}),
  })
  if (outcome.record && outcome.record.status === 'ended' && before?.status !== 'ended')
    count(progress, outcome.record.outcome)
  if (outcome.result.kind === 'refused')
    return refuse(outcome.result.refusal.code, outcome.result.refusal.text.en)
  progress.events += 1
  if (mapped.kind === 'create') progress.cases += 1
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

/** Applies the timers of open cases up to `liveFrom` as history, then arms the rest. Safe to run again. */
async function goLive(
  store: Store,
  catalogue: ProcessCatalogue,
  { run, rows, liveFrom, batch }: { run: string; rows: readonly LogRow[]; liveFrom: Instant; batch: number },
): Promise<void> {
  const cases = [...new Set(rows.map((row) => row.case))]
  for (let start = 0; start < cases.length; start += batch) {
    const ids = cases.slice(start, start + batch).map((name) => idFrom(`${run}/${name}`, caseNamespace))
    await store.transaction(async (tx) => {
      for (const id of ids) await oneGoesLive(tx, catalogue, id, liveFrom)
    })
  }
}

async function oneGoesLive(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  id: string,
  liveFrom: Instant,
): Promise<void> {
  const before = await tx.lockInstance(id)
  if (!before?.replayed || before.status === 'ended') return
  const process = await catalogue.version(tx, before.version)
  const settled = await fireDue(tx, catalogue, { process, before, now: liveFrom, mode: 'history' })
  if (settled.status === 'ended') return
  await armTimers(tx, process, settled)
}

/** One log, one mapping, one database: the same three are the same run. */
function runName({ mapping, csv }: ReplayRequest): string {
  const digest = createHash('sha256')
    .update(canonicalJson(mapping as unknown as JsonObject))
    .update(csv)
    .digest('hex')
  return `${mapping.replay}-${digest.slice(0, 32)}`
}
