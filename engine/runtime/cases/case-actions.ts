import type { Actor, Command } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { canonicalJson, EngineError, type JsonObject, type Refusal } from '../../errors/index.js'
import type { MessageRow, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { fireDue, workOnCase } from '../case-work.js'
import { checkAction, checkOptional, checkText } from '../check-request.js'
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
import { canBegin } from './begin-asked.js'
import { settleMessage } from './mark-message.js'
import { isOpen } from './open-message.js'
import { retriedBody } from './retried-body.js'
import { toldDifferently } from './told-differently.js'
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
      const { into, reason, confirmDifferent = false } = request
      const body = { merge: into, reason, confirmDifferent }
      return act(host, request, { instance, body }, (working) => merge(working, instance, request))
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
      checkOptional('profile', request.profile, 'string')
      const { reason, data = {}, profile } = request
      const body = { retry: message, reason, data, ...(profile === undefined ? {} : { profile }) }
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
async function merge(working: Working, instance: string, request: MergeRequest): Promise<Answer> {
  const { into, reason, confirmDifferent = false } = request
  const cases = await lockBoth(working, instance, into)
  if ('code' in cases) return { refused: cases }
  // What is due for them comes first, and may end them.
  const loser = await broughtUpToDate(working, cases[0])
  const winner = instance === into ? loser : await broughtUpToDate(working, cases[1])
  const why = whyNotOne(loser, winner) ?? (await whatWouldBeLost(working, loser))
  if (why) return { refused: cannotMerge(why), instance: loser }
  const { actor, tx, host } = working
  const process = await host.catalogue.version(tx, loser.version)
  const different = confirmDifferent ? undefined : toldDifferently(process, loser, winner)
  if (different) return { refused: different, instance: loser }
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

function whyNotOne(
  loser: InstanceRecord,
  winner: InstanceRecord,
): 'itself' | 'ended' | 'process' | undefined {
  if (loser.id === winner.id) return 'itself'
  if (winner.status === 'ended') return 'ended'
  return loser.process === winner.process ? undefined : 'process'
}

/** The winner takes over nothing of it, and the loser hears nothing any more. */
async function whatWouldBeLost(
  { tx }: Working,
  { id, began = [], status }: InstanceRecord,
): Promise<'open-cases' | 'untaken' | undefined> {
  if (status === 'ended') return undefined
  const ids = began.map(({ instance }) => instance)
  const cases = await tx.records(ids)
  if (cases.some((one) => one.status !== 'ended')) return 'open-cases'
  const begun = new Set(cases.map((one) => one.id))
  const asked = await tx.beginsOf(ids.filter((one) => !begun.has(one)))
  if (asked.some(isOpen)) return 'open-cases'
  return (await tx.lockMessagesTo(id)).length > 0 ? 'untaken' : undefined
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
async function retry(working: Working, id: string, request: RetryRequest): Promise<Answer> {
  const { tx, actor, now } = working
  const asked = await lockWithCases(working, id)
  // Whoever waited for a case that could not begin has been told, and has gone on.
  if (!asked || !canRetry(asked.message)) return { refused: unknownMessage(id) }
  const { message, sender } = asked
  if (!sender) return { refused: unknownInstance(message.from) }
  const { body, attempts, since } = message
  const again = retriedBody(working.host.catalogue, body, request)
  if ('code' in again) return { refused: again, instance: sender }
  const kept = since === undefined ? {} : { since }
  await tx.saveMessage(id, { status: 'pending', attempts, body: again, due: now, ...kept })
  const text = `${id}: ${request.reason}`
  return mustCarryOut(working, sender, { kind: 'note', text, actor })
}

function canRetry(message: MessageRow): boolean {
  const { status } = message
  return status === 'waiting' || status === 'held' || (status === 'refused' && canBegin(message))
}

/**
 * An event that is never taken holds up those behind it. The case it was for notes that it was given up, and why: its
 * history is the one something is missing from. As that changes the case, what waits for it is brought.
 */
async function discard(working: Working, id: string, { reason }: DiscardRequest): Promise<Answer> {
  const { tx, actor } = working
  const asked = await lockWithCases(working, id)
  if (!asked) return { refused: unknownMessage(id) }
  const { message, receiver } = asked
  const { body, from } = message
  if (body.kind !== 'receive') return { refused: cannotDiscard('no-event') }
  if (!isOpen(message)) return { refused: cannotDiscard('settled') }
  if (!receiver) return { refused: cannotDiscard('not-begun') }
  const text = { 'zh-CN': '已由管理员放弃。', en: 'An operator gave it up.' }
  await settleMessage(tx, message, 'discarded', { code: 'discarded', text, by: actor.id })
  const { event } = body
  return mustCarryOut(working, receiver, { kind: 'discard', message: id, from, event, reason, actor })
}

interface LockedMessage {
  readonly message: MessageRow
  readonly sender: InstanceRecord | undefined
  readonly receiver: InstanceRecord | undefined
}

/** A message under lock, behind the cases it is between: in the order in which whoever brings messages locks them. */
async function lockWithCases({ tx }: Working, id: string): Promise<LockedMessage | undefined> {
  const found = await tx.message(id)
  if (!found) return undefined
  const { from, to } = found
  const cases = new Map<string, InstanceRecord | undefined>()
  for (const one of [...new Set([from, to])].sort()) cases.set(one, await lockRecord(tx, one))
  const message = await tx.lockMessage(id)
  return message && { message, sender: cases.get(from), receiver: cases.get(to) }
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
