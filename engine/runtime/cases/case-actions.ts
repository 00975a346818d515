import type { Actor, Command } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { canonicalJson, EngineError, type JsonObject, type Refusal } from '../../errors/index.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { fireDue, workOnCase } from '../case-work.js'
import { checkAction, checkText } from '../check-request.js'
import type { ActorInput, Answer } from '../engine.js'
import { earlierAnswer, rememberAnswer, type KeyedRequest } from '../idempotency.js'
import {
  cannotDiscard,
  cannotMerge,
  replayedInstance,
  unknownActor,
  unknownInstance,
  unknownMessage,
} from '../plain-refusals.js'
import type { Clock } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord, readRecord } from '../stored-record.js'
import { canBegin, isOpen } from './bring-message.js'
import { settleMessage } from './mark-message.js'
import type { CaseCalls, DiscardRequest, LinkRequest, MergeRequest, RetryRequest } from './case-calls.js'

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
export function createCaseActions(
  host: CaseHost,
): Pick<CaseCalls, 'merge' | 'link' | 'retryMessage' | 'discardMessage'> {
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
    discardMessage: async (message, request) => {
      checkAction(message, request)
      const body = { discard: message, reason: request.reason }
      return act(host, request, { instance: message, body }, (working) => discard(working, message, request))
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

type Asked = MergeRequest | LinkRequest | RetryRequest | DiscardRequest

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
  // What is due for them comes first, and may end them.
  const loser = await broughtUpToDate(working, cases[0])
  const winner = instance === into ? loser : await broughtUpToDate(working, cases[1])
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
  await mustCarryOut(working, winner, {
    kind: 'link',
    other: instance,
    relation: 'merged-from',
    reason,
    actor,
  })
  return answer
}

async function broughtUpToDate(
  { tx, host, now, changed }: Working,
  before: InstanceRecord,
): Promise<InstanceRecord> {
  const process = await host.catalogue.version(tx, before.version)
  const { record } = await fireDue(tx, host.catalogue, { process, before, now, mode: 'live' })
  changed.push(record)
  return record
}

async function link(working: Working, instance: string, { other, reason }: LinkRequest): Promise<Answer> {
  const cases = await lockBoth(working, instance, other)
  if ('code' in cases) return { refused: cases }
  const [own, theirs] = cases
  if (instance === other) return { refused: cannotMerge('itself'), instance: own }
  const { actor } = working
  await mustCarryOut(working, theirs, { kind: 'link', other: instance, relation: 'related', reason, actor })
  return mustCarryOut(working, own, { kind: 'link', other, relation: 'related', reason, actor })
}

/** A message that waits or was refused is brought again. The case that told it notes who wanted that, and why. */
async function retry(working: Working, id: string, { reason, data = {} }: RetryRequest): Promise<Answer> {
  const { tx, actor, now } = working
  const message = await tx.lockMessage(id)
  // Whoever waited for a case that could not begin has been told, and has gone on.
  const open = message?.status === 'waiting' || (message?.status === 'refused' && canBegin(message))
  if (!message || !open) return { refused: unknownMessage(id) }
  const { body, attempts, since } = message
  const sender = await lockRecord(tx, message.from)
  if (!sender) return { refused: unknownInstance(message.from) }
  const again = body.kind === 'begin' ? { ...body, data: { ...body.data, ...data } } : body
  const kept = since === undefined ? {} : { since }
  await tx.saveMessage(id, { status: 'pending', attempts, body: again, due: now, ...kept })
  return carryOut(working, sender, { kind: 'note', text: `${id}: ${reason}`, actor })
}

/**
 * An event that is never taken holds up those behind it. The case it was for notes that it was given up, and why: its
 * history is the one something is missing from. As that changes the case, what waits for it is brought.
 */
async function discard(working: Working, id: string, { reason }: DiscardRequest): Promise<Answer> {
  const { tx, actor } = working
  const message = await tx.lockMessage(id)
  if (!message) return { refused: unknownMessage(id) }
  const { body, from, to } = message
  if (body.kind !== 'receive') return { refused: cannotDiscard('no-event') }
  if (!isOpen(message)) return { refused: cannotDiscard('settled') }
  const receiver = await lockRecord(tx, to)
  if (!receiver) return { refused: cannotDiscard('not-begun') }
  const text = { 'zh-CN': '已由管理员放弃。', en: 'An operator gave it up.' }
  await settleMessage(tx, message, 'discarded', { code: 'discarded', text, by: actor.id })
  const { event } = body
  return mustCarryOut(working, receiver, { kind: 'discard', message: id, from, event, reason, actor })
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

/** The second half of an action, or a note that no case refuses: if one does, nothing of the action may stay. */
async function mustCarryOut(
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
