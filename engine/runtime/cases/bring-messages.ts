import { instanceSuspended, isBegin, refusalBody, refusalOf } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Refusal } from '../../errors/index.js'
import type { MessageRow, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { fireDue } from '../case-work.js'
import { replayedInstance, unknownInstance } from '../plain-refusals.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord } from '../stored-record.js'
import { beginAsked, canBegin } from './begin-asked.js'
import { holdBegin, holdMessage, type Fault } from './hold-message.js'
import { keepWaiting, settleMessage } from './mark-message.js'
import { isOpen, lockOpen } from './open-message.js'

/** What bringing messages needs. */
export interface MessageHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
}

/** Messages as they were read, all for one case, in the order in which they take effect; one at least. */
export type Bundle = readonly Pick<MessageRow, 'id' | 'to' | 'body' | 'due'>[]

/** What came of it. */
export interface Brought {
  /** The case that was changed. */
  readonly record?: InstanceRecord
  /** Messages that met a fault of their own, and are held. */
  readonly faults: readonly Fault[]
}

/**
 * Brings the messages for one case in one transaction: what they bring about and that they were taken are committed
 * together, so that each takes effect once, whenever the process stops. A message takes effect when it is due, however
 * late it is brought, and behind all that was due for its receiver before. Once the case has told another something,
 * what takes effect later is left for the next time: the other may have an answer. `now`: the time of the clock, from
 * which messages are held.
 */
export function bringMessages(
  { store, catalogue }: MessageHost,
  bundle: Bundle,
  now: Instant,
): Promise<Brought> {
  const [first] = bundle
  const last = bundle.at(-1)
  if (!first || !last) return Promise.resolve({ faults: [] })
  return store.transaction(
    async (tx): Promise<Brought> => {
      if (first.body.kind === 'begin')
        return { ...(await begin(tx, catalogue, { id: first.id, now })), faults: [] }
      // Whoever works on a case and its messages locks the case first: so nobody waits for one who waits for them.
      const before = await lockRecord(tx, first.to)
      if (!before) return eachOf(bundle, (id) => withoutReceiver(tx, id))
      if (before.replayed) return eachOf(bundle, (id) => ignore(tx, id, replayedInstance()))
      if (before.suspended) return park(tx, before)
      const process = await catalogue.version(tx, before.version)
      const faults: Fault[] = []
      const bringing = {
        upTo: last.id,
        ids: new Set(bundle.map(({ id }) => id)),
        hold: async (fault: Fault, tried: number): Promise<MessageRow> => {
          faults.push(fault)
          return holdMessage(tx, fault, { tried, now })
        },
      }
      const until = Math.max(before.updatedAt, last.due)
      const work = { process, before, now: until, mode: 'live', bringing } as const
      const { record } = await fireDue(tx, catalogue, work)
      return { record, faults }
    },
    { name: 'message' },
  )
}

async function begin(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<{ readonly record?: InstanceRecord }> {
  const message = await lockOpen(tx, id)
  if (!message || !isBegin(message)) return {}
  const draining = await catalogue.beginRefusal(tx, message.body.process)
  if (draining) {
    await holdBegin(tx, message, { refusal: draining, now })
    return {}
  }
  const record = await beginAsked(tx, catalogue, message)
  return record ? { record } : {}
}

async function eachOf(bundle: Bundle, mark: (id: string) => Promise<void>): Promise<Brought> {
  for (const { id } of bundle) await mark(id)
  return { faults: [] }
}

/** A case that stands still takes nothing: all that is told to it waits, and is not tried one by one until it has changed. */
async function park(tx: StoreTransaction, { id, revision, updatedAt }: InstanceRecord): Promise<Brought> {
  const detail = refusalBody(refusalOf([instanceSuspended]))
  await tx.parkMessagesTo(id, { tried: revision, at: updatedAt, detail })
  return { faults: [] }
}

/**
 * A case that has not begun may still: then the message waits for it. One that was awaited and refused never begins. One
 * that another process has begun since it was looked for is brought its message the next time.
 */
async function withoutReceiver(tx: StoreTransaction, id: string): Promise<void> {
  const message = await lockOpen(tx, id)
  if (!message) return
  const asked = await tx.beginOf(message.to)
  if (asked?.status === 'taken' && (await tx.instance(message.to))) return
  const begins = asked && (isOpen(asked) || (asked.status === 'refused' && canBegin(asked)))
  if (begins) await keepWaiting(tx, message, 0)
  else await settleMessage(tx, message, 'ignored', refusalBody(unknownInstance(message.to)))
}

async function ignore(tx: StoreTransaction, id: string, refusal: Refusal): Promise<void> {
  const message = await lockOpen(tx, id)
  if (message) await settleMessage(tx, message, 'ignored', refusalBody(refusal))
}
