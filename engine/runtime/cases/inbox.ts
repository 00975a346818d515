import { EngineError } from '../../errors/index.js'
import type { InstanceRecord } from '../../core/record.js'
import { hasHandler, waitsItsTurn } from '../../core/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { MessageRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { CaseWrites } from '../save-advanced.js'

/** A message that can be brought, and the time at which it takes effect. */
export interface DueMessage {
  readonly message: MessageRow
  readonly at: Instant
}

/** Whether somebody can tell this case something: other cases, or a service it waits for; or it has told others. */
export function isRelated({
  origin,
  counters,
  invocations,
}: Pick<InstanceRecord, 'origin' | 'counters' | 'invocations'>): boolean {
  return origin !== undefined || counters.message !== undefined || invocations.length > 0
}

/** The messages for one case that are still to be taken, as they stand in its transaction. */
export class Inbox {
  /** In the order in which they were told. */
  #open: readonly MessageRow[]
  readonly #left = new Set<string>()
  readonly #passedOver = new Set<string>()

  constructor(open: readonly MessageRow[]) {
    this.#open = open
  }

  /**
   * Reads and locks them. A case that has nothing to do with others has none, and one that is suspended takes none
   * before it is resumed: then nothing is read. `isTold`: one is at hand, such as a result nobody waits for any more.
   */
  static async of(
    tx: CaseWrites,
    record: InstanceRecord | undefined,
    { isTold = false } = {},
  ): Promise<Inbox> {
    if (!record || record.suspended || !(isTold || isRelated(record))) return new Inbox([])
    if (!tx.lockMessagesTo)
      throw new EngineError(
        'engine-bug',
        `Expected live work on '${record.id}' to be able to read its messages. Please report this.`,
      )
    return new Inbox(await tx.lockMessagesTo(record.id))
  }

  /** Of those a fault holds, has these brought in any case, and the others left alone. */
  bring(ids: ReadonlySet<string>): void {
    for (const { id, status } of this.#open) if (status === 'held' && !ids.has(id)) this.#left.add(id)
    this.#open = this.#open.map((one) => (one.status === 'held' ? { ...one, tried: 0 } : one))
  }

  /** The message that takes effect first, if that is by `until`. One that is behind another has to wait its turn. */
  next(record: InstanceRecord, until: Instant): DueMessage | undefined {
    let first: DueMessage | undefined
    const before = new Set<string>()
    for (const message of this.#open) {
      const isBehind = waitsItsTurn(message) && before.has(message.from)
      before.add(message.from)
      const at = isBehind ? undefined : this.#timeOf(message, record)
      if (at !== undefined && at <= until && (!first || at < first.at)) first = { message, at }
    }
    return first
  }

  /** When this message takes effect; `undefined` where it is settled, or the case has not changed since it was refused. */
  timeOf(id: string, record: InstanceRecord): Instant | undefined {
    const message = this.#open.find((one) => one.id === id)
    return message && this.#timeOf(message, record)
  }

  /** Ids of those that were passed over as the case stands, or would take effect by `until` but for one before them. */
  untried(record: InstanceRecord, until: Instant): readonly string[] {
    const before = new Set<string>()
    const untried = this.#open.filter((message) => {
      const isBehind = waitsItsTurn(message) && before.has(message.from)
      before.add(message.from)
      if (message.tried === record.revision) return this.#passedOver.has(message.id)
      const at = isBehind ? this.#timeOf(message, record) : undefined
      return at !== undefined && at <= until
    })
    return untried.map(({ id }) => id)
  }

  /** Passes one over until the case has changed, without a word to the database: `untried` tells of it. */
  passOver(message: MessageRow, { revision }: InstanceRecord): void {
    this.#passedOver.add(message.id)
    this.keep({ ...message, tried: revision })
  }

  /** Whether the case is known not to take a message: it was refused where nothing handles it, and nothing does now. */
  isHopeless({ body, status, detail }: MessageRow, process: CheckedProcess, record: InstanceRecord): boolean {
    if (status !== 'waiting' || detail?.['code'] !== 'event-not-accepted' || body.kind !== 'receive')
      return false
    return record.status !== 'ended' && !hasHandler(process, record, body.event)
  }

  /** What became of one that is still to be taken. */
  keep(changed: MessageRow): void {
    this.#open = this.#open.map((one) => (one.id === changed.id ? changed : one))
  }

  /** One is settled. */
  settled({ id }: MessageRow): void {
    this.#open = this.#open.filter((one) => one.id !== id)
  }

  /** Those of the same case that waited are brought again, although the case has not changed. */
  released({ from }: MessageRow): void {
    this.#open = this.#open.map((one) =>
      one.from === from && one.status === 'waiting' ? { ...one, tried: 0 } : one,
    )
  }

  /** Leaves one alone in this transaction: it met a fault, which is for the loop to tell of. */
  leave({ id }: MessageRow): void {
    this.#left.add(id)
  }

  #timeOf(message: MessageRow, { revision, updatedAt }: InstanceRecord): Instant | undefined {
    const { id, status, tried = 0, due } = message
    if (this.#left.has(id)) return undefined
    if (status === 'pending') return due
    return tried < revision ? Math.max(due, updatedAt) : undefined
  }
}
