import { beginRefused, commandOf, isBegin, refusalBody, type BeginMessage } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { JsonObject, Refusal } from '../../errors/index.js'
import type { MessageRow, Store, StoreTransaction } from '../../store/port.js'
import { fireDue, workOnCase } from '../case-work.js'
import { replayedInstance, unknownInstance, unknownProcess, unknownProfile } from '../plain-refusals.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord } from '../stored-record.js'
import { keepWaiting, settledBody, settleMessage } from './mark-message.js'

/** What bringing messages needs. */
export interface MessageHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
}

/**
 * Brings one message in one transaction: what it brings about and that it was taken are committed together, so that it
 * takes effect once, whenever the process stops. It takes effect when it is due, however late it is brought, and behind
 * all that was due for its receiver before. Gives the case it changed, or nothing.
 */
export function bringMessage(
  { store, catalogue }: MessageHost,
  row: Pick<MessageRow, 'id' | 'to' | 'body' | 'due'>,
): Promise<InstanceRecord | undefined> {
  return store.transaction(async (tx) => {
    if (row.body.kind === 'begin') return begin(tx, catalogue, row.id)
    // Its receiver is locked first, and then the messages for it, as by whatever else works on the case.
    const before = await lockRecord(tx, row.to)
    if (!before) return withoutReceiver(tx, row.id)
    if (before.replayed) return ignore(tx, row.id, replayedInstance())
    const process = await catalogue.version(tx, before.version)
    const now = Math.max(before.updatedAt, row.due)
    const work = { process, before, now, mode: 'live', upTo: row.id } as const
    return (await fireDue(tx, catalogue, work)).record
  })
}

async function begin(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  id: string,
): Promise<InstanceRecord | undefined> {
  const message = await lockOpen(tx, id)
  if (!message || !isBegin(message)) return undefined
  const process = target(catalogue, message)
  const refused = 'code' in process ? process : undefined
  const work = { command: commandOf(message), now: message.due, mode: 'live' } as const
  const outcome = 'code' in process ? undefined : await workOnCase(tx, catalogue, { ...work, process })
  const refusal = outcome?.result.kind === 'refused' ? outcome.result.refusal : refused
  if (refusal) return refuseBegin(tx, message, refusal)
  await settleMessage(tx, message, 'taken')
  return outcome?.record
}

/**
 * Whoever asked is told. An operator can have a case begun again, but for one that was awaited: whoever waited goes on,
 * so that nothing of it is kept, and what it was told in the meantime reaches nobody.
 */
async function refuseBegin(
  tx: StoreTransaction,
  message: MessageRow & BeginMessage,
  refusal: Refusal,
): Promise<undefined> {
  const { id, to, body, due } = message
  const attempts = message.attempts + 1
  const again = body.origin.record.kind !== 'child'
  const { since = due } = message
  await tx.saveMessage(id, {
    ...{ status: 'refused', attempts, body: again ? body : settledBody(body), since },
    detail: refusalBody(refusal),
  })
  await tx.addMessages([beginRefused({ ...message, at: due }, refusal, attempts)])
  if (again) return
  const reason = refusalBody(unknownInstance(to))
  for (const other of await tx.lockMessagesTo(to)) await settleMessage(tx, other, 'ignored', reason)
}

/** The newest version of what is asked for. */
function target(catalogue: ProcessCatalogue, { body }: BeginMessage): CheckedProcess | Refusal {
  const { process: id, profile, likeProfile } = body
  const alike = likeProfile === undefined ? undefined : catalogue.current(id, likeProfile)
  const found = profile === undefined ? (alike ?? catalogue.current(id)) : catalogue.current(id, profile)
  if (found) return found
  if (catalogue.has(id)) return unknownProfile(id, profile ?? '', catalogue.profiles(id))
  return unknownProcess(id, [...new Set(catalogue.all().map((one) => one.id))])
}

/** A case that has not begun may still: then the message waits for it. One that was awaited and refused never begins. */
async function withoutReceiver(tx: StoreTransaction, id: string): Promise<undefined> {
  const message = await lockOpen(tx, id)
  if (!message) return
  const asked = await tx.beginOf(message.to)
  const begins = asked && (isOpen(asked) || (asked.status === 'refused' && canBegin(asked)))
  if (begins) await keepWaiting(tx, message, 0)
  else await settleMessage(tx, message, 'ignored', refusalBody(unknownInstance(message.to)))
}

/** Whether a refused begin can be tried again: its body is kept just then. */
export function canBegin({ body }: MessageRow): boolean {
  return 'origin' in body
}

async function ignore(tx: StoreTransaction, id: string, refusal: Refusal): Promise<undefined> {
  const message = await lockOpen(tx, id)
  if (message) await settleMessage(tx, message, 'ignored', refusalBody(refusal))
}

/** Another node may have been faster, or the case itself. */
async function lockOpen(tx: StoreTransaction, id: string): Promise<MessageRow | undefined> {
  const message = await tx.lockMessage(id)
  return message && isOpen(message) ? message : undefined
}

/** Whether a message is still to be taken. */
export function isOpen({ status }: Pick<MessageRow, 'status'>): boolean {
  return status === 'pending' || status === 'waiting'
}

/** Keeps a message that met a fault until its receiver has changed, or somebody has it brought again. */
export function holdMessage(
  { store }: MessageHost,
  { id, to }: MessageRow,
  detail: JsonObject,
): Promise<void> {
  return store.transaction(async (tx) => {
    const receiver = await tx.lockInstance(to)
    const message = await lockOpen(tx, id)
    if (!message) return
    const at = Math.max(message.due, receiver?.updatedAt ?? 0)
    await keepWaiting(tx, message, receiver?.revision ?? 0, { detail, at })
  })
}
