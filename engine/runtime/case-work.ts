import { step } from '../core/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { Command, Facts } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { Advanced, StepResult } from '../core/step-result.js'
import type { StoreTransaction } from '../store/port.js'
import { listColumns } from './list-columns.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { recount } from './recount.js'
import { saveAdvanced, type CaseWrites, type OnCase } from './save-advanced.js'
import { SettledCase, type Settling } from './settle-case.js'
import type { StepFacts } from './step-facts.js'
import { withoutKey } from './without-key.js'

export { saveAdvanced, type CaseWrites, type Mode } from './save-advanced.js'

/** What one command did to one case inside a transaction. */
export interface CaseOutcome {
  readonly result: StepResult
  /** The case after the command, or as the due timers left it when the command was refused. */
  readonly record: InstanceRecord | undefined
}

/** A piece of work on one case. */
export interface CaseWork extends OnCase {
  readonly command: Command
}

/**
 * Facts → recount → due timers and messages → step → save, for one case inside a write transaction. A case whose
 * calendars have changed is counted again before anything else. Timers due at `now` or before are applied first, and
 * what other cases have told this one by then, each at its own time. All of it stays when the command is refused: it
 * was due anyway.
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
  const { before, done } = await new SettledCase(tx, facts, work).settle(first)
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
  const { before, done } = await new SettledCase(tx, facts, work).settle(first)
  const record = (await saveAdvanced(tx, { ...work, before }, done)) ?? before
  return { result: record ? { ...result, after: record } : result, record }
}

/**
 * Counts a case again if its calendars have changed, applies its due timers, takes what it was told by then, and saves
 * what all that did. Gives the record as it ends up, and how many due points the recount moved; `undefined` where it did
 * not count again.
 */
export async function fireDue(
  tx: CaseWrites,
  catalogue: ProcessCatalogue,
  work: Settling & { readonly before: InstanceRecord },
): Promise<{ readonly record: InstanceRecord; readonly moved?: number }> {
  const facts = catalogue.stepFacts(tx, work.process)
  const first = await facts.run((known) => recountOf(catalogue, known, work))
  const { before = work.before, done } = await new SettledCase(tx, facts, work).settle(first)
  const record = (await saveAdvanced(tx, { ...work, before }, done)) ?? before
  return { record, ...(first.length > 0 && { moved: movedPoints(first) }) }
}

/**
 * Counts a case again if its calendars have changed, and nothing more: what is due is left to the loop, which goes over
 * all cases in one order of time. `undefined` where it did not count again.
 */
export async function countAgain(
  tx: CaseWrites,
  catalogue: ProcessCatalogue,
  work: OnCase & { readonly before: InstanceRecord },
): Promise<{ readonly record: InstanceRecord; readonly moved: number } | undefined> {
  const facts = catalogue.stepFacts(tx, work.process)
  const counted = await facts.run((known) => recountOf(catalogue, known, work))
  const record = await saveAdvanced(tx, work, counted)
  return record && { record, moved: movedPoints(counted) }
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
    attachments: [],
    messages: [],
    links: [],
    ...listColumns(process, after),
    effectStatus: 'pending',
    timersArmed: true,
  })
}
