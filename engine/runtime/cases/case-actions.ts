import type { InstanceRecord } from '../../core/record.js'
import { checkAction, checkObject, checkOptional, checkText } from '../check-request.js'
import type { Answer } from '../engine.js'
import {
  alreadyMerged,
  cannotDiscard,
  cannotMerge,
  unknownInstance,
  unknownMessage,
} from '../plain-refusals.js'
import type { MessageRow } from '../../store/port.js'
import { lockRecord } from '../stored-record.js'
import { canBegin } from './begin-asked.js'
import { settleMessage } from './mark-message.js'
import { mergeCases } from './merge-cases.js'
import { isOpen } from './open-message.js'
import { act, actOnCase } from '../operate/act.js'
import { lockBoth, mustCarryOut, type CaseHost, type Working } from './operator-work.js'
import { retriedBody } from './retried-body.js'
import type { CaseCalls, DiscardRequest, LinkRequest, MergeRequest, RetryRequest } from './case-calls.js'

/** Operator actions that concern two cases, each in one transaction. */
export function createCaseActions(
  host: CaseHost,
): Pick<CaseCalls, 'merge' | 'link' | 'retryMessage' | 'discardMessage'> {
  return {
    merge: async (instance, request) => {
      checkAction(instance, request)
      checkText('into', request.into)
      checkOptional('confirmDifferent', request.confirmDifferent, 'boolean')
      return actOnCase(host, request, askedToMerge(instance, request), (working) =>
        mergeCases(working, instance, request),
      )
    },
    link: async (instance, request) => {
      checkAction(instance, request)
      checkText('other', request.other)
      return actOnCase(host, request, askedToLink(instance, request), (working) =>
        linkCases(working, instance, request),
      )
    },
    retryMessage: async (message, request) => {
      checkAction(message, request)
      checkOptional('profile', request.profile, 'string')
      if (request.data !== undefined) checkObject('data', request.data)
      const { reason, data = {}, profile } = request
      const body = { retry: message, reason, data, ...(profile === undefined ? {} : { profile }) }
      return act(host, request, { action: 'retry-message', subject: message, body }, (working) =>
        retry(working, message, request),
      )
    },
    discardMessage: async (message, request) => {
      checkAction(message, request)
      const body = { discard: message, reason: request.reason }
      return act(host, request, { action: 'discard-message', subject: message, body }, (working) =>
        discard(working, message, request),
      )
    },
  }
}

/** A merge as an idempotency key and the operators' log know it. */
export function askedToMerge(
  instance: string,
  { into, reason, confirmDifferent = false }: MergeRequest,
): Parameters<typeof actOnCase>[2] {
  return { action: 'merge', body: { merge: into, reason, confirmDifferent }, cases: [instance, into] }
}

/** The same of a link. */
export function askedToLink(
  instance: string,
  { other, reason }: LinkRequest,
): Parameters<typeof actOnCase>[2] {
  return { action: 'link', body: { link: other, reason }, cases: [instance, other] }
}

/** Notes on both cases that they have to do with each other. */
export async function linkCases(
  working: Working,
  instance: string,
  { other, reason }: LinkRequest,
): Promise<Answer> {
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
  // The other case goes on for both: what this one asked for would be there twice.
  const { continuedIn, outcome } = sender
  if (message.status === 'refused' && outcome === 'merged-into' && continuedIn !== undefined)
    return { refused: alreadyMerged(continuedIn), instance: sender }
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
