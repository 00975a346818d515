import type { Actor, Command } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import { canonicalJson, type JsonObject } from '../errors/index.js'
import type { HostTransaction, Store, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { workOnCase } from './case-work.js'
import type { Answer } from './engine.js'
import { afterHostCommit } from './after-host-commit.js'
import type { GroupCommit } from './group-commit.js'
import { earlierAnswer, rememberAnswer, type KeyedRequest } from './idempotency.js'
import { replayedInstance, unknownInstance } from './plain-refusals.js'
import { currentTrace } from './observe/index.js'
import type { Clock } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { lockRecord, readRecord } from './stored-record.js'

/** A request as the engine's methods hand it on. */
export interface Request {
  /** Absent for a creation. */
  readonly instance?: string
  readonly process?: CheckedProcess
  readonly command: Command & { readonly actor: Actor }
  /** What the idempotency key covers. */
  readonly body: JsonObject
  readonly idempotencyKey?: string | undefined
  readonly trx?: HostTransaction
}

/** With the trace it belongs to, which goes on with what it asks for outside. */
interface TracedRequest extends Request {
  readonly trace?: string
}

/**
 * Runs commands: idempotency key, record, facts, due timers, step, save. Each is one transaction of the host where that
 * is joined; otherwise those that come at the same time share one.
 */
export function createCommandRunner(options: {
  store: Store
  groups: GroupCommit
  catalogue: ProcessCatalogue
  clock: Clock
  /** How long idempotency keys are remembered, in milliseconds. */
  keyRetention: number
  /** Told after the commit, the host's where it was joined, so that an earlier timer is not slept through. */
  committed: (record: InstanceRecord) => void
}): (request: Request) => Promise<Answer> {
  const { store, groups, catalogue, clock, keyRetention, committed } = options

  return async function run(request) {
    const { trx, instance: id } = request
    // Asked here: a shared transaction is written by whoever comes first.
    const trace = currentTrace()
    const work = (tx: StoreTransaction): Promise<Answer> =>
      inTransaction(tx, { ...request, ...(trace !== undefined && { trace }) }, clock.now())
    const answer =
      trx === undefined
        ? await groups.run({ instance: id, key: keyOf(request), trace, run: work })
        : await store.transaction(work, { host: trx })
    // A refused request may have applied due timers, which arm others.
    const { instance } = answer
    if (instance && trx === undefined) committed(instance)
    if (instance && trx !== undefined) afterHostCommit(trx, () => committed(instance))
    return answer
  }

  async function inTransaction(tx: StoreTransaction, request: TracedRequest, now: Instant): Promise<Answer> {
    const keyed = keyOf(request)
    const earlier = keyed ? await earlierAnswer(tx, keyed, now - keyRetention) : ({ kind: 'none' } as const)
    if (earlier.kind === 'other-body') return { refused: earlier.refusal }
    if (earlier.kind === 'same') return repeated(tx, earlier.instance)
    const answer = await work(tx, request, now)
    if (keyed && !answer.refused)
      await rememberAnswer(
        tx,
        keyed,
        { instance: answer.instance.id, revision: answer.instance.revision },
        now,
      )
    return answer
  }

  async function work(tx: StoreTransaction, request: TracedRequest, now: Instant): Promise<Answer> {
    const before = request.instance === undefined ? undefined : await lockRecord(tx, request.instance)
    if (request.instance !== undefined && !before) return { refused: unknownInstance(request.instance) }
    if (before?.replayed) return { refused: replayedInstance(), instance: before }
    const process = request.process ?? (await catalogue.version(tx, before?.version ?? ''))
    const { command } = request
    const refused = command.kind === 'create' && (await catalogue.beginRefusal(tx, process.id))
    if (refused) return { refused }
    const outcome = await workOnCase(tx, catalogue, {
      process,
      command,
      now,
      mode: 'live',
      before,
      trace: request.trace,
    })
    if (outcome.result.kind === 'refused')
      return { refused: outcome.result.refusal, ...(outcome.record ? { instance: outcome.record } : {}) }
    return { instance: outcome.result.after }
  }
}

async function repeated(tx: StoreTransaction, id: string): Promise<Answer> {
  const instance = await readRecord(tx, id)
  return instance ? { instance, repeated: true } : { refused: unknownInstance(id) }
}

function keyOf(request: Request): KeyedRequest | undefined {
  if (request.idempotencyKey === undefined) return undefined
  const { actor, kind } = request.command
  const place = kind === 'create' ? { route: 'create' } : { instance: request.instance ?? '' }
  // As JSON, so that no id can be written to look like another actor's scope.
  const scope = canonicalJson({ ...place, actor: actor.id, via: actor.via ?? '' })
  return { scope, key: request.idempotencyKey, body: request.body }
}
