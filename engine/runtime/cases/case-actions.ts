import type { Actor, Command } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { canonicalJson, type JsonObject, type Refusal } from '../../errors/index.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { workOnCase } from '../case-work.js'
import { checkAction, checkText } from '../check-request.js'
import type { ActorInput, Answer } from '../engine.js'
import { earlierAnswer, rememberAnswer, type KeyedRequest } from '../idempotency.js'
import {
  cannotMerge,
  replayedInstance,
  unknownActor,
  unknownInstance,
  unknownMessage,
} from '../plain-refusals.js'
import type { Clock } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord, readRecord } from '../stored-record.js'
import type { CaseCalls, LinkRequest, MergeRequest, RetryRequest } from './case-calls.js'

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

/** Operator actions that concern two cases, each in one transaction. */
export function createCaseActions(host: CaseHost): Pick<CaseCalls, 'merge' | 'link' | 'retryMessage'> {
  return {
    merge: async (instance, request) => {
      checkAction(instance, request)
      checkText('into', request.into)
      const { into, reason } = request
      return act(host, request, { instance, body: { merge: into, reason } }, (working) =>
        merge(working, instance, request),
      )
    },
    link: async (instance, request) => {
      checkAction(instance, request)
      checkText('other', request.other)
      const { other, reason } = request
      return act(host, request, { instance, body: { link: other, reason } }, (working) =>
        link(working, instance, request),
      )
    },
    retryMessage: async (message, request) => {
      checkAction(message, request)
      const body = { retry: message, reason: request.reason, data: request.data ?? {} }
      return act(host, request, { instance: message, body }, (working) => retry(working, message, request))
    },
  }
}

/** One action in its transaction. `changed` collects the cases it has changed. */
interface Working {
  readonly tx: StoreTransaction
  readonly host: CaseHost
  readonly actor: Actor
  readonly now: Instant
  readonly changed: InstanceRecord[]
}

type Asked = MergeRequest | LinkRequest | RetryRequest

async function act(
  host: CaseHost,
  { actor: input, idempotencyKey }: Asked,
  { instance, body }: { readonly instance: string; readonly body: JsonObject },
  work: (working: Working) => Promise<Answer>,
): Promise<Answer> {
  const actor = await host.actorOf(input)
  if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
  const changed: InstanceRecord[] = []
  const now = host.clock.now()
  const answer = await host.store.transaction((tx) => {
    changed.length = 0
    const working = { tx, host, actor, now, changed }
    if (idempotencyKey === undefined) return work(working)
    const scope = canonicalJson({ instance, actor: actor.id, via: actor.via ?? '' })
    return once(working, { scope, key: idempotencyKey, body }, work)
  })
  for (const record of changed) host.committed(record)
  return answer
}

async function once(
  working: Working,
  request: KeyedRequest,
  work: (working: Working) => Promise<Answer>,
): Promise<Answer> {
  const { tx, host, now } = working
  const earlier = await earlierAnswer(tx, request, now - host.keyRetention)
  if (earlier.kind === 'other-body') return { refused: earlier.refusal }
  if (earlier.kind === 'same') {
    const instance = await readRecord(tx, earlier.instance)
    return instance ? { instance, repeated: true } : { refused: unknownInstance(earlier.instance) }
  }
  const answer = await work(working)
  if (answer.refused) return answer
  const { id, revision } = answer.instance
  await rememberAnswer(tx, request, { instance: id, revision }, now)
  return answer
}

/** The loser ends and the other notes it, both or neither. */
async function merge(working: Working, instance: string, { into, reason }: MergeRequest): Promise<Answer> {
  const cases = await lockBoth(working, instance, into)
  if ('code' in cases) return { refused: cases }
  const [loser, winner] = cases
  const refusal =
    instance === into
      ? cannotMerge('itself')
      : winner.status === 'ended'
        ? cannotMerge('ended')
        : loser.process !== winner.process
          ? cannotMerge('process')
          : undefined
  if (refusal) return { refused: refusal, instance: loser }
  const { actor } = working
  const answer = await carryOut(working, loser, { kind: 'merge', into, reason, actor })
  if (answer.refused) return answer
  await carryOut(working, winner, { kind: 'link', other: instance, relation: 'merged-from', reason, actor })
  return answer
}

async function link(working: Working, instance: string, { other, reason }: LinkRequest): Promise<Answer> {
  const cases = await lockBoth(working, instance, other)
  if ('code' in cases) return { refused: cases }
  const [own, theirs] = cases
  if (instance === other) return { refused: cannotMerge('itself'), instance: own }
  const { actor } = working
  await carryOut(working, theirs, { kind: 'link', other: instance, relation: 'related', reason, actor })
  return carryOut(working, own, { kind: 'link', other, relation: 'related', reason, actor })
}

/** A message that waits or was refused is brought again. The case that told it notes who wanted that, and why. */
async function retry(working: Working, id: string, { reason, data = {} }: RetryRequest): Promise<Answer> {
  const { tx, actor } = working
  const message = await tx.lockMessage(id)
  const { body, status, attempts } = message ?? {}
  const awaited = body?.kind === 'begin' && body.origin.record.kind === 'child'
  // Whoever waited for a case that could not begin has been told, and has gone on.
  const open = status === 'waiting' || (status === 'refused' && !awaited)
  if (!message || !body || !open) return { refused: unknownMessage(id) }
  const sender = await lockRecord(tx, message.from)
  if (!sender) return { refused: unknownInstance(message.from) }
  const again = body.kind === 'begin' ? { ...body, data: { ...body.data, ...data } } : body
  await tx.saveMessage(id, { status: 'pending', attempts: attempts ?? 0, body: again })
  return carryOut(working, sender, { kind: 'note', text: `${id}: ${reason}`, actor })
}

/** Locked in the order of their ids, so that two actions on the same cases never wait for each other. */
async function lockBoth(
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

async function carryOut(working: Working, before: InstanceRecord, command: Command): Promise<Answer> {
  const { tx, host, now, changed } = working
  const process = await host.catalogue.version(tx, before.version)
  const { result, record } = await workOnCase(tx, host.catalogue, {
    process,
    before,
    command,
    now,
    mode: 'live',
  })
  if (record) changed.push(record)
  if (result.kind === 'refused') return { refused: result.refusal, ...(record ? { instance: record } : {}) }
  return { instance: result.after }
}
