import { applyDue, longestTimerChain, needs, step, valueAt } from '../core/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { Command, Facts } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { Advanced, StepResult } from '../core/step-result.js'
import { EngineError, type JsonValue } from '../errors/index.js'
import type { SavedStep, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { withoutKey } from './without-key.js'

/** How the effects and timers of a piece of work are kept: live, or as history of a replayed log. */
export type Mode = 'live' | 'history'

/** What work on a case needs of a write transaction. */
export type CaseWrites = Pick<StoreTransaction, 'lockSeries' | 'saveSeries' | 'saveStep'>

/** What one command did to one case inside a transaction. */
export interface CaseOutcome {
  readonly result: StepResult
  /** The case after the command, or as the due timers left it when the command was refused. */
  readonly record: InstanceRecord | undefined
}

/** A piece of work on one case. */
export interface CaseWork {
  readonly process: CheckedProcess
  /** Absent for a creation. */
  readonly before?: InstanceRecord | undefined
  readonly command: Command
  readonly now: Instant
  readonly mode: Mode
}

/**
 * Facts → due timers → step → save, for one case inside a write transaction. Timers due at `now` or before are
 * applied first, each at its own time, and stay applied when the command is refused: they were due anyway.
 */
export async function workOnCase(
  tx: CaseWrites,
  catalogue: ProcessCatalogue,
  work: CaseWork,
): Promise<CaseOutcome> {
  const { process, command, now } = work
  const facts = await loadFacts(tx, catalogue, work)
  const { before, fired } = await settle(tx, facts, work)
  const current = fired.at(-1)?.after ?? before
  const result = step(process, facts, current, command, now)
  const advanced = result.kind === 'advanced' ? [...fired, result] : fired
  const record = await saveAdvanced(tx, { ...work, before }, advanced)
  return { result, record: record ?? current }
}

/** Applies the due timers of one case and saves what they did. Gives the record as it ends up. */
export async function fireDue(
  tx: CaseWrites,
  catalogue: ProcessCatalogue,
  work: OnCase & { readonly before: InstanceRecord },
): Promise<InstanceRecord> {
  const calendar = catalogue.calendarOf(work.process)
  const { before = work.before, fired } = await settle(tx, { calendar, series: {} }, work)
  return (await saveAdvanced(tx, { ...work, before }, fired)) ?? before
}

type OnCase = Omit<CaseWork, 'command'>

/**
 * Applies the due timers, batch by batch, so that a case that slept for long does not fill the memory. All batches
 * but the last are saved. Throws `definition-invalid` when one moment holds more timers than a batch: they would
 * never come to an end.
 */
async function settle(
  tx: CaseWrites,
  facts: Facts,
  work: OnCase,
): Promise<{ readonly before: InstanceRecord | undefined; readonly fired: readonly Advanced[] }> {
  const { process, now } = work
  let before = work.before
  for (;;) {
    const fired = before ? applyDue(process, facts, before, now) : []
    if (fired.length < longestTimerChain) return { before, fired }
    if (fired[0]?.after.updatedAt === fired.at(-1)?.after.updatedAt)
      throw new EngineError(
        'definition-invalid',
        `Expected the timers of '${process.id}' to come to rest, but ${longestTimerChain} fired at one moment. ` +
          'Look for states that lead to each other after no time.',
      )
    before = await saveAdvanced(tx, { ...work, before }, fired)
  }
}

async function loadFacts(tx: CaseWrites, catalogue: ProcessCatalogue, work: CaseWork): Promise<Facts> {
  const calendar = catalogue.calendarOf(work.process)
  const { series } = needs(work.process, { calendar }, work.before, work.command, work.now)
  return { calendar, series: series.length === 0 ? {} : await tx.lockSeries(series) }
}

/** One write for all steps of the transaction: the record as it ends up, the trail and effects of each in order. */
async function saveAdvanced(
  tx: CaseWrites,
  work: OnCase & { readonly before: InstanceRecord | undefined },
  advanced: readonly Advanced[],
): Promise<InstanceRecord | undefined> {
  const { process, before, mode } = work
  const last = advanced.at(-1)
  if (!last) return undefined
  const after: InstanceRecord = mode === 'history' ? { ...last.after, replayed: true } : last.after
  const series = Object.assign({}, ...advanced.map((one) => one.shared.series)) as Record<string, number>
  if (Object.keys(series).length > 0) await tx.saveSeries(series)
  await tx.saveStep({
    ...(before ? { before } : {}),
    after,
    trail: advanced.flatMap((one) => one.trail),
    effects: advanced.flatMap((one) => one.effects),
    ...listColumns(process, after),
    effectStatus: mode === 'history' ? 'replayed' : 'pending',
    timersArmed: mode === 'live',
  })
  return after
}

/** Makes a replayed case a live one: its timers are armed, and it takes events. */
export async function armTimers(
  tx: StoreTransaction,
  process: CheckedProcess,
  before: InstanceRecord,
): Promise<void> {
  const after = withoutKey(before, 'replayed')
  await tx.saveStep({
    before,
    after,
    trail: [],
    effects: [],
    ...listColumns(process, after),
    effectStatus: 'pending',
    timersArmed: true,
  })
}

/** What lists show and search besides the record itself. */
function listColumns(
  process: CheckedProcess,
  record: InstanceRecord,
): Pick<SavedStep, 'search' | 'nextDueAt'> {
  const nextDueAt = earliest(record.deadlines.map((deadline) => deadline.dueAt))
  return { search: searchValues(process, record), ...(nextDueAt === undefined ? {} : { nextDueAt }) }
}

function earliest(instants: readonly Instant[]): Instant | undefined {
  return instants.length === 0 ? undefined : instants.reduce((a, b) => Math.min(a, b))
}

/** Values lists are searched by: every text at or below a path marked `search`. */
function searchValues(process: CheckedProcess, record: InstanceRecord): { field: string; value: string }[] {
  return Object.values(process.fields).flatMap(({ name, searchPaths }) =>
    searchPaths.flatMap((path) => {
      const field = path === '' ? name : `${name}.${path}`
      return textsBelow(valueAt(record.data, field)).map((value) => ({ field, value }))
    }),
  )
}

function textsBelow(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (value === null || value === undefined || typeof value === 'boolean') return []
  return Object.values(value).flatMap(textsBelow)
}
