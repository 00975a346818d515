import type { InstanceRecord } from '../../core/record.js'
import type { StoreReads } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { soonestTimer } from './soonest-timer.js'

/** Cases read at once. */
const batchSize = 200

/** A case with a timer that is due. */
export interface DueCase {
  readonly instance: string
  readonly dueAt: Instant
}

/**
 * Cases with due timers in one round, the one due first at the top. It follows what the round and others commit, so that
 * a case that is due again takes its place in the order; memory stays flat however many are due.
 */
export class DueCases {
  readonly #read: Pick<StoreReads, 'dueInstances'>
  /** Due still, and not to be taken up (again) in this round. */
  readonly #passedBy: Set<string>
  #queue: readonly DueCase[] = []
  /** The queue holds all that is due by then. */
  #horizon: Instant = -Infinity
  #isRead = false
  /** Up to which due point the cases of this batch were worked on. */
  #workedOn = new Map<string, Instant>()

  constructor(read: Pick<StoreReads, 'dueInstances'>, atRest: Iterable<string>) {
    this.#read = read
    this.#passedBy = new Set(atRest)
  }

  /** The case that is due first by `now`, which stays in the queue until it is taken. */
  async next(now: Instant): Promise<DueCase | undefined> {
    while (this.#queue.length === 0 && !this.#isRead) await this.#fill(now)
    return this.#queue[0]
  }

  /** Those behind the first that are due before an instant, with the first: `next` has to have found one. */
  upTo(before: Instant, limit: number): readonly DueCase[] {
    const end = this.#queue.findIndex(({ dueAt }, index) => index > 0 && dueAt >= before)
    return this.#queue.slice(0, Math.min(end < 0 ? this.#queue.length : end, limit))
  }

  /** The case is worked on now. */
  take({ instance, dueAt }: DueCase): void {
    this.#workedOn.set(instance, dueAt)
    this.#remove(instance)
  }

  /** Not again in this round: it has failed, or did not get any further. */
  passBy(instance: string): void {
    this.#passedBy.add(instance)
    this.#remove(instance)
  }

  /** Told after every commit. */
  changed(record: InstanceRecord): void {
    const { id: instance } = record
    this.#remove(instance)
    const dueAt = soonestTimer(record)
    if (record.replayed || dueAt === undefined || dueAt > this.#horizon) return
    if (this.#passedBy.has(instance) || this.#isStuck({ instance, dueAt })) return
    const place = this.#queue.findIndex((one) => one.dueAt > dueAt)
    const at = place < 0 ? this.#queue.length : place
    this.#queue = [...this.#queue.slice(0, at), { instance, dueAt }, ...this.#queue.slice(at)]
  }

  /** Whether a timer that is due at this time is seen to in this round. */
  covers(at: Instant): boolean {
    return at <= this.#horizon
  }

  async #fill(now: Instant): Promise<void> {
    const limit = batchSize + this.#passedBy.size
    const due = await this.#read.dueInstances(now, limit)
    for (const one of due) if (this.#isStuck(one)) this.#passedBy.add(one.instance)
    this.#isRead = due.length < limit
    this.#horizon = this.#isRead ? now : (due.at(-1)?.dueAt ?? now)
    this.#queue = due.filter(({ instance }) => !this.#passedBy.has(instance))
    this.#workedOn = new Map()
  }

  #isStuck({ instance, dueAt }: DueCase): boolean {
    return (this.#workedOn.get(instance) ?? -Infinity) >= dueAt
  }

  #remove(instance: string): void {
    this.#queue = this.#queue.filter((one) => one.instance !== instance)
  }
}
