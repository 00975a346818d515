import { applyDue, longestTimerChain, step } from '../core/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { Command, Facts } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { Advanced, StepResult } from '../core/step-result.js'
import { EngineError } from '../errors/index.js'
import type { FactSource, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { listColumns } from './list-columns.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { recount } from './recount.js'
import type { StepFacts } from './step-facts.js'
import { withoutKey } from './without-key.js'

/** How the effects and timers of a piece of work are kept: live, or as history of a replayed log. */
export type Mode = 'live' | 'history'

/** What work on a case needs of a write transaction. */
export type CaseWrites = FactSource & Pick<StoreTransaction, 'saveShared' | 'saveStep'>

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
 * Facts → recount → due timers → step → save, for one case inside a write transaction. A case whose calendars have
 * changed is counted again before anything else. Timers due at `now` or before are applied first, each at its own
 * time. Both stay when the command is refused: they were due anyway.
 */
export async function workOnCase(
  tx: CaseWrites,
  catalogue: ProcessCatalogue,
  work: CaseWork,
): Promise<CaseOutcome> {
  const { process, command, now } = work
  const facts = catalogue.stepFacts(tx, process)
  if (command.kind === 'recompute') return recountFirst(tx, facts, work)
  const first = await facts.run((known) => recountOf(catalogue, known, work))
  const { before, done } = await settle(tx, facts, { work, first })
  const current = done.at(-1)?.after ?? before
  const result = await facts.run((known) => step(process, known, current, command, now))
  const advanced = result.kind === 'advanced' ? [...done, result] : done
  const record = await saveAdvanced(tx, { ...work, before }, advanced)
  return { result, record: record ?? current }
}

/**
 * A recount that somebody asked for: with the own reason, and before the due timers, since it decides which are due.
 */
async function recountFirst(tx: CaseWrites, facts: StepFacts, work: CaseWork): Promise<CaseOutcome> {
  const { process, before: from, command, now } = work
  const result = await facts.run((known) => step(process, known, from, command, now))
  if (result.kind === 'refused') return { result, record: work.before }
  const first = result.trail.length > 0 ? [result] : []
  const { before, done } = await settle(tx, facts, { work, first })
  const record = (await saveAdvanced(tx, { ...work, before }, done)) ?? before
  return { result: record ? { ...result, after: record } : result, record }
}

/**
 * Counts a case again if its calendars have changed, applies its due timers and saves what they did. Gives the record
 * as it ends up, and how many due points the recount moved; `undefined` where it did not count again.
 */
export async function fireDue(
  tx: CaseWrites,
  catalogue: ProcessCatalogue,
  work: OnCase & { readonly before: InstanceRecord },
): Promise<{ readonly record: InstanceRecord; readonly moved?: number }> {
  const facts = catalogue.stepFacts(tx, work.process)
  const first = await facts.run((known) => recountOf(catalogue, known, work))
  const { before = work.before, done } = await settle(tx, facts, { work, first })
  const record = (await saveAdvanced(tx, { ...work, before }, done)) ?? before
  return { record, ...(first.length > 0 && { moved: movedPoints(first) }) }
}

/** The step that counts a stale case again, or nothing. History is counted as it was. */
function recountOf(catalogue: ProcessCatalogue, facts: Facts, work: OnCase): readonly Advanced[] {
  const { process, before, now, mode } = work
  if (!before || mode === 'history') return []
  const recounted = recount({ process, facts, now }, before, (calendar) => catalogue.hashOf(calendar))
  return recounted ? [recounted] : []
}

function movedPoints(advanced: readonly Advanced[]): number {
  const entries = advanced.flatMap(({ trail }) => trail)
  return entries.filter(({ type }) => type === 'deadline-moved' || type === 'clock-moved').length
}

type OnCase = Omit<CaseWork, 'command'>

/**
 * Applies the due timers behind what was done `first`, batch by batch, so that a case that slept for long does not fill
 * the memory. All batches but the last are saved. Throws `definition-invalid` when one moment holds more timers than a batch: they would
 * never come to an end.
 */
async function settle(
  tx: CaseWrites,
  facts: StepFacts,
  { work, first }: { readonly work: OnCase; readonly first: readonly Advanced[] },
): Promise<{ readonly before: InstanceRecord | undefined; readonly done: readonly Advanced[] }> {
  const { process, now } = work
  let { before } = work
  let done = first
  facts.took(first)
  for (;;) {
    const current = done.at(-1)?.after ?? before
    const fired = current ? await facts.run((known) => applyDue(process, known, current, now)) : []
    facts.took(fired)
    if (fired.length < longestTimerChain) return { before, done: [...done, ...fired] }
    if (fired[0]?.after.updatedAt === fired.at(-1)?.after.updatedAt)
      throw new EngineError(
        'definition-invalid',
        `Expected the timers of '${process.id}' to come to rest, but ${longestTimerChain} fired at one moment. ` +
          'Look for states that lead to each other after no time.',
      )
    before = await saveAdvanced(tx, { ...work, before }, [...done, ...fired])
    done = []
  }
}

/** One write for all steps of the transaction: the record as it ends up, the trail and effects of each in order. */
export async function saveAdvanced(
  tx: CaseWrites,
  work: OnCase & { readonly before: InstanceRecord | undefined },
  advanced: readonly Advanced[],
): Promise<InstanceRecord | undefined> {
  const { process, before, mode } = work
  const last = advanced.at(-1)
  if (!last) return undefined
  const after: InstanceRecord = mode === 'history' ? { ...last.after, replayed: true } : last.after
  for (const { shared } of advanced) await tx.saveShared(shared)
  await tx.saveStep({
    ...(before ? { before } : {}),
    after,
    trail: advanced.flatMap((one) => one.trail),
    effects: advanced.flatMap((one) => one.effects),
    messages: advanced.flatMap((one) => one.messages),
    links: advanced.flatMap((one) => one.links),
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
    messages: [],
    links: [],
    ...listColumns(process, after),
    effectStatus: 'pending',
    timersArmed: true,
  })
}
