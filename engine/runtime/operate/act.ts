import { refusalOf } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import { staleRevision } from '../../core/send.js'
import { canonicalJson, type JsonObject, type Refusal } from '../../errors/index.js'
import type { StoreTransaction } from '../../store/port.js'
import { afterHostCommit } from '../after-host-commit.js'
import { fireDue } from '../case-work.js'
import type { CaseHost, Working } from '../cases/operator-work.js'
import type { Answer } from '../engine.js'
import { earlierAnswer, rememberAnswer, type KeyedRequest } from '../idempotency.js'
import { replayedInstance, unknownActor, unknownInstance } from '../plain-refusals.js'
import { lockRecord, readRecord } from '../stored-record.js'
import { effectOf } from './effect-of.js'
import { logAct } from './log-act.js'
import type { OperateAnswer, OperateRequest } from './operator-calls.js'

/** What is asked for, as an idempotency key and the operators' log know it. */
export interface Asked {
  /** `suspend`, `move`, … */
  readonly action: string
  /** What a key belongs to beside its actor: the case, or the message or incident it is about. */
  readonly subject: string
  readonly body: JsonObject
  /** Name of its transaction, for tests of what a crash leaves; `case-action` unless given. */
  readonly transaction?: string
}

/** What every operator's action may be asked with. */
export type Acting = Pick<
  OperateRequest,
  'actor' | 'reason' | 'idempotencyKey' | 'trx' | 'dryRun' | 'expectedRevision'
>

/** Cases an action concerns. */
export interface Concerned {
  /** The case itself, and others that are locked with it, in the order of their ids. */
  readonly cases: readonly [string, ...string[]]
  /** A recount comes before what is due, since it decides what is. */
  readonly beforeDue?: boolean
  /** What it makes due comes at once, and belongs to what it does. */
  readonly goesOn?: boolean
}

/**
 * Runs an operator's action in a transaction of its own, or in the host's: once for each key, with a row in the operators'
 * log where it changed something. Tells of every case it changed after the commit. A dry run is rolled back.
 */
export async function act<A extends OperateAnswer>(
  host: CaseHost,
  request: Acting,
  asked: Asked,
  work: (working: Working) => Promise<A>,
): Promise<A | OperateAnswer> {
  const { actor: input, trx, dryRun } = request
  const actor = await host.actorOf(input)
  if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
  const changed: InstanceRecord[] = []
  const inTransaction = async (tx: StoreTransaction): Promise<A | OperateAnswer> => {
    changed.length = 0
    const now = host.clock.now()
    const answer = await once(recording({ tx, host, actor, now, changed }), { request, asked }, work)
    if (dryRun) throw new RolledBack(answer)
    return answer
  }
  try {
    const answer = await host.store.transaction(
      inTransaction,
      trx === undefined ? { name: asked.transaction ?? 'case-action' } : { host: trx },
    )
    const tell = (): void => changed.forEach((record) => host.committed(record))
    if (trx === undefined) tell()
    else afterHostCommit(trx, tell)
    return answer
  } catch (error) {
    if (error instanceof RolledBack) return error.answer
    throw error
  }
}

/**
 * The same on a case: what was due for it comes first. The answer tells what the action did to it.
 */
export function actOnCase<A extends OperateAnswer>(
  host: CaseHost,
  request: Acting,
  asked: Omit<Asked, 'subject'> & Concerned,
  work: (working: Working, before: InstanceRecord) => Promise<A>,
): Promise<A | OperateAnswer> {
  const { cases, beforeDue, goesOn } = asked
  return act<A | OperateAnswer>(host, request, { ...asked, subject: cases[0] }, async (working) => {
    const before = await brought(working, { cases, ...(beforeDue && { beforeDue }) })
    if ('code' in before) return { refused: before }
    const stale = staleRevision(before.revision, request.expectedRevision)
    if (stale) return { refused: refusalOf([stale]), instance: before }
    const first = working.steps.length
    const answer = await work(working, before)
    if (answer.refused) return answer
    const instance = goesOn ? await goneOn(working, answer.instance) : answer.instance
    const effect = effectOf(before, instance, working.steps.slice(first))
    return { ...answer, instance, effect, ...(request.dryRun && { dryRun: true as const }) }
  })
}

/** Ends the transaction of a dry run. Never leaves this file. */
class RolledBack extends Error {
  readonly answer: OperateAnswer

  constructor(answer: OperateAnswer) {
    super('Nothing was changed.')
    this.name = 'RolledBack'
    this.answer = answer
  }
}

/** Keeps what is saved, so that it can be told. */
function recording(working: Omit<Working, 'steps'>): Working {
  const { tx } = working
  const steps: Working['steps'] = []
  return {
    ...working,
    steps,
    tx: {
      ...tx,
      saveStep: async (step) => {
        await tx.saveStep(step)
        steps.push(step)
      },
    },
  }
}

async function once<A extends OperateAnswer>(
  working: Working,
  { request, asked }: { readonly request: Acting; readonly asked: Asked },
  work: (working: Working) => Promise<A>,
): Promise<A | OperateAnswer> {
  const { tx, host, now } = working
  const keyed = keyOf(working, request, asked)
  const earlier = keyed && (await earlierAnswer(tx, keyed, now - host.keyRetention))
  if (earlier?.kind === 'other-body') return { refused: earlier.refusal }
  if (earlier?.kind === 'same') {
    const instance = await readRecord(tx, earlier.instance)
    return instance ? { instance, repeated: true } : { refused: unknownInstance(earlier.instance) }
  }
  const answer = await work(working)
  if (answer.refused) return answer
  const { id, revision } = answer.instance
  await logAct(working, { ...asked, reason: request.reason, instance: answer.instance })
  if (keyed) await rememberAnswer(tx, keyed, { instance: id, revision }, now)
  return answer
}

/** A dry run takes no effect that could be repeated. */
function keyOf(
  { actor }: Working,
  { idempotencyKey, dryRun }: Acting,
  { subject, body }: Asked,
): KeyedRequest | undefined {
  if (idempotencyKey === undefined || dryRun) return undefined
  const scope = canonicalJson({ instance: subject, actor: actor.id, via: actor.via ?? '' })
  return { scope, key: idempotencyKey, body }
}

/**
 * The case with what was due for it, under lock with the others. In the order of their ids, so that two actions on the
 * same cases never wait for each other.
 */
async function brought(working: Working, { cases, beforeDue }: Concerned): Promise<InstanceRecord | Refusal> {
  const { tx } = working
  const [id] = cases
  const found = new Map<string, InstanceRecord>()
  for (const one of [...new Set(cases)].sort()) {
    const record = await lockRecord(tx, one)
    if (!record) return unknownInstance(one)
    if (record.replayed) return replayedInstance()
    found.set(one, record)
  }
  const record = found.get(id)
  if (!record) return unknownInstance(id)
  return beforeDue ? record : due(working, record)
}

async function goneOn(working: Working, after: InstanceRecord): Promise<InstanceRecord> {
  return after.status === 'ended' || after.suspended ? after : due(working, after)
}

async function due(working: Working, before: InstanceRecord): Promise<InstanceRecord> {
  const { tx, host, now, changed } = working
  const process = await host.catalogue.version(tx, before.version)
  const { record } = await fireDue(tx, host.catalogue, { process, before, now, mode: 'live' })
  if (record !== before) changed.push(record)
  return record
}

/** An answer without what only operators are told. */
export function plainAnswer(answer: OperateAnswer): Answer {
  if (answer.refused) return answer
  const { instance, repeated } = answer
  return { instance, ...(repeated && { repeated }) }
}
