import {
  beginRefused,
  commandOf,
  isBegin,
  isUndeliverable,
  refusalBody,
  waitsItsTurn,
  type BeginMessage,
} from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { JsonObject, Refusal } from '../../errors/index.js'
import type { MessageRow, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { workOnCase } from '../case-work.js'
import { replayedInstance, unknownInstance, unknownProcess, unknownProfile } from '../plain-refusals.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord } from '../stored-record.js'

/** What bringing messages needs. */
export interface Post {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
}

/**
 * Brings one message in one transaction: what it brings about and that it was taken are committed together, so that it
 * takes effect once, whenever the process stops. It takes effect at the time it was told, however late it is brought;
 * one that had to wait, when it is taken. Gives the case it changed, or nothing.
 */
export function bringMessage(
  { store, catalogue }: Post,
  id: string,
  clockNow: Instant,
): Promise<InstanceRecord | undefined> {
  return store.transaction(async (tx) => {
    const message = await tx.lockMessage(id)
    // Another node may have been faster.
    if (!message || (message.status !== 'pending' && message.status !== 'waiting')) return undefined
    const now = message.attempts === 0 ? message.at : clockNow
    if (isBegin(message)) return begin(tx, catalogue, { message, row: message, now })
    return bring(tx, catalogue, { message, now })
  })
}

async function begin(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  { message, row, now }: { readonly message: BeginMessage; readonly row: MessageRow; readonly now: Instant },
): Promise<InstanceRecord | undefined> {
  const process = target(catalogue, message)
  const refused = 'code' in process ? process : undefined
  const outcome =
    'code' in process
      ? undefined
      : await workOnCase(tx, catalogue, { process, command: commandOf(message), now, mode: 'live' })
  const refusal = outcome?.result.kind === 'refused' ? outcome.result.refusal : refused
  if (!refusal) {
    await settle(tx, row, 'taken')
    return outcome?.record
  }
  const attempts = row.attempts + 1
  await tx.saveMessage(row.id, { status: 'refused', attempts, body: row.body, detail: refusalBody(refusal) })
  await tx.addMessages([beginRefused(message, refusal, attempts)])
  return undefined
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

async function bring(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  { message, now }: { readonly message: MessageRow; readonly now: Instant },
): Promise<InstanceRecord | undefined> {
  const before = await lockRecord(tx, message.to)
  if (!before) {
    await withoutReceiver(tx, message)
    return undefined
  }
  if (before.replayed) {
    await settle(tx, message, 'ignored', refusalBody(replayedInstance()))
    return undefined
  }
  if (waitsItsTurn(message) && (await tx.isBehindAnother(message))) {
    await wait(tx, message, before.revision)
    return undefined
  }
  const process = await catalogue.version(tx, before.version)
  const work = { process, command: commandOf(message), now, mode: 'live', before } as const
  const { result, record } = await workOnCase(tx, catalogue, work)
  if (result.kind === 'advanced') await settle(tx, message, 'taken')
  else if (isUndeliverable(result.refusal)) await settle(tx, message, 'ignored', refusalBody(result.refusal))
  else await wait(tx, message, record?.revision ?? before.revision, refusalBody(result.refusal))
  return record
}

/** A case that has not begun may still; one that could not begin never hears it. */
async function withoutReceiver(tx: StoreTransaction, message: MessageRow): Promise<void> {
  const asked = await tx.beginOf(message.to)
  if (asked?.status === 'pending' || asked?.status === 'waiting') await wait(tx, message, 0)
  else await settle(tx, message, 'ignored', refusalBody(unknownInstance(message.to)))
}

function wait(
  tx: StoreTransaction,
  { id, attempts, body }: MessageRow,
  tried: number,
  detail?: JsonObject,
): Promise<void> {
  const refused = detail ? attempts + 1 : attempts
  return tx.saveMessage(id, { status: 'waiting', attempts: refused, body, tried, ...(detail && { detail }) })
}

/** What was in it now stands in the case; a second copy of people's values is not kept. */
function settle(
  tx: StoreTransaction,
  { id, attempts, body }: MessageRow,
  status: 'taken' | 'ignored',
  detail?: JsonObject,
): Promise<void> {
  const kept = { kind: body.kind, ...('event' in body && { event: body.event }) }
  return tx.saveMessage(id, { status, attempts, body: kept, ...(detail && { detail }) })
}

/** Keeps a message that met a fault until its receiver has changed, or somebody has it brought again. */
export function holdMessage({ store }: Post, message: MessageRow, detail: JsonObject): Promise<void> {
  return store.transaction(async (tx) => {
    const row = await tx.lockMessage(message.id)
    if (!row || (row.status !== 'pending' && row.status !== 'waiting')) return
    await wait(tx, row, (await tx.instance(row.to))?.revision ?? 0, detail)
  })
}
