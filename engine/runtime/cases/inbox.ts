import { EngineError } from '../../errors/index.js'
import type { InstanceRecord } from '../../core/record.js'
import { waitsItsTurn } from '../../core/index.js'
import type { MessageRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { CaseWrites } from '../save-advanced.js'

/** A message that can be brought, and the time at which it takes effect. */
export interface DueMessage {
  readonly message: MessageRow
  readonly at: Instant
}

/** Whether other cases can tell this one something, or it has told them something. */
export function isRelated({ origin, counters }: Pick<InstanceRecord, 'origin' | 'counters'>): boolean {
  return origin !== undefined || counters.message !== undefined
}

/** The messages for one case that are still to be taken, as they stand in its transaction. */
export class Inbox {
  /** In the order in which they were told. */
  #open: readonly MessageRow[]
  readonly #left = new Set<string>()

  constructor(open: readonly MessageRow[]) {
    this.#open = open
  }

  /** Reads and locks them. A case that has nothing to do with others has none, and nothing is read. */
  static async of(tx: CaseWrites, record: InstanceRecord | undefined): Promise<Inbox> {
    if (!record || !isRelated(record)) return new Inbox([])
    if (!tx.lockMessagesTo)
      throw new EngineError(
        'engine-bug',
        `Expected live work on '${record.id}' to be able to read its messages. Please report this.`,
      )
    return new Inbox(await tx.lockMessagesTo(record.id))
  }

  /** The message that takes effect first, if that is by `until`. */
  next(record: InstanceRecord, until: Instant): DueMessage | undefined {
    let first: DueMessage | undefined
    for (const message of this.#open) {
      const at = this.#timeOf(message, record)
      if (at !== undefined && at <= until && (!first || at < first.at)) first = { message, at }
    }
    return first
  }

  /** When this message takes effect; `undefined` where it is settled, or the case has not changed since it was refused. */
  timeOf(id: string, record: InstanceRecord): Instant | undefined {
    const message = this.#open.find((one) => one.id === id)
    return message && this.#timeOf(message, record)
  }

  /** Whether it has to wait for an earlier one of the same case. */
  isBehindAnother(message: MessageRow): boolean {
    return (
      waitsItsTurn(message) && this.#open.some(({ from, row }) => from === message.from && row < message.row)
    )
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
    this.#open = this.#open.map((one) => (one.from === from ? { ...one, tried: 0 } : one))
  }

  /** Leaves one alone in this transaction: it met a fault, which is for the loop to tell of. */
  leave({ id }: MessageRow): void {
    this.#left.add(id)
  }

  #timeOf(message: MessageRow, { revision, updatedAt }: InstanceRecord): Instant | undefined {
    const { id, status, tried = 0, due } = message
    if (this.#left.has(id)) return undefined
    if (status !== 'waiting') return due
    return tried < revision ? Math.max(due, updatedAt) : undefined
  }
}
