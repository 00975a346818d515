import type { Actor, Command } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { EngineError, type Refusal } from '../../errors/index.js'
import type { SavedStep, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { workOnCase } from '../case-work.js'
import type { ActorInput, Answer } from '../engine.js'
import { currentTrace } from '../observe/index.js'
import { replayedInstance, unknownInstance } from '../plain-refusals.js'
import type { Clock } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord } from '../stored-record.js'

/** What actions on several cases need. */
export interface CaseHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  /** How long idempotency keys are remembered, in milliseconds. */
  readonly keyRetention: number
  /** Told after the commit of every case that was changed. */
  readonly committed: (record: InstanceRecord) => void
  readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
}

/** One action in its transaction. `changed` collects the cases it has changed. */
export interface Working {
  readonly tx: StoreTransaction
  readonly host: CaseHost
  readonly actor: Actor
  readonly now: Instant
  readonly changed: InstanceRecord[]
  /** What it has saved so far, of all cases. */
  readonly steps: SavedStep[]
}

/** Locked in the order of their ids, so that two actions on the same cases never wait for each other. */
export async function lockBoth(
  { tx }: Working,
  one: string,
  other: string,
): Promise<readonly [InstanceRecord, InstanceRecord] | Refusal> {
  const found = new Map<string, InstanceRecord>()
  for (const id of [...new Set([one, other])].sort()) {
    const record = await lockRecord(tx, id)
    if (!record) return unknownInstance(id)
    if (record.replayed) return replayedInstance()
    found.set(id, record)
  }
  return [found.get(one) as InstanceRecord, found.get(other) as InstanceRecord]
}

/** The second half of an action, or a note that no case refuses: if one does, nothing of the action may stay. */
export async function mustCarryOut(
  working: Working,
  before: InstanceRecord,
  command: Command,
): Promise<Answer & { readonly instance: InstanceRecord }> {
  const answer = await carryOut(working, before, command)
  if (!answer.refused) return answer
  throw new EngineError(
    'engine-bug',
    `Expected '${before.id}' to take '${command.kind}', but it was refused with '${answer.refused.code}'. Please report this.`,
  )
}

/** Carries out one half of an action on a case that is locked, behind whatever was due for it. */
export async function carryOut(working: Working, before: InstanceRecord, command: Command): Promise<Answer> {
  const { tx, host, now, changed } = working
  const process = await host.catalogue.version(tx, before.version)
  const { result, record } = await workOnCase(tx, host.catalogue, {
    process,
    before,
    command,
    now,
    mode: 'live',
    trace: currentTrace(),
  })
  if (record) changed.push(record)
  if (result.kind === 'refused') return { refused: result.refusal, ...(record ? { instance: record } : {}) }
  return { instance: result.after }
}
