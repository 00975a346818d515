import type { InstanceRecord } from '../../core/record.js'
import { EngineError } from '../../errors/index.js'
import type { MessageRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'
import { bringMessages, type MessageHost } from './bring-messages.js'
import { holdMessage, type Fault } from './hold-message.js'
import { isRelated } from './inbox.js'
import { lockOpen } from './open-message.js'

/** Messages read at once, and at most brought in one transaction. */
const batchSize = 100

/** Most messages brought in one round: cases that tell each other things without end are slowed down to the poll. */
const usualMostInARound = 10_000

export interface PostOptions extends MessageHost {
  readonly clock: Pick<Clock, 'now'>
  readonly log: EngineLog
  /** Told of every case a message has changed. */
  readonly committed: (record: InstanceRecord) => void
  /** Most messages brought in one round. Ten thousand unless given. */
  readonly mostInARound?: number
}

/**
 * Messages between cases, in the order in which they take effect; those for one case that follow each other are brought
 * in one transaction. What a case cannot take as it stands waits until it has changed. A message that meets a fault is
 * logged, held for a while and brought again, and holds up nobody else.
 */
export class Post {
  readonly #options: PostOptions
  readonly #most: number
  #batch: readonly MessageRow[] = []
  #brought = 0
  /** There may be messages the batch does not have. */
  #stale = true

  constructor(options: PostOptions) {
    this.#options = options
    this.#most = options.mostInARound ?? usualMostInARound
  }

  /** Begins a round: other processes may have left messages. */
  begin(): void {
    this.#batch = []
    this.#brought = 0
    this.#stale = true
  }

  /** Whether this round has brought as many as one may. What is left is for the next. */
  get isCutShort(): boolean {
    return this.#brought >= this.#most
  }

  /** Whether it has to be looked at again before the round may end. */
  get isStale(): boolean {
    return this.#stale && !this.isCutShort
  }

  /** Told of every case that was changed: it may have told others something, or can take now what waits for it. */
  changed(record: InstanceRecord): void {
    if (isRelated(record)) this.#stale = true
  }

  /** When the next message takes effect; `undefined` where there is none to bring. `at`: how far everything else is. */
  async nextAt(at: Instant): Promise<Instant | undefined> {
    if (this.isCutShort) return undefined
    const [first] = this.#batch
    // What was told since takes effect at `at` at the earliest, behind what was told before.
    if (this.#stale && (!first || first.due > at)) {
      this.#stale = false
      const { store, clock } = this.#options
      this.#batch = await store.read.dueMessages(clock.now(), batchSize)
    }
    return this.#batch[0]?.due
  }

  /**
   * Brings the next one, and those behind it for the same case that take effect by `until`: nothing else is due before
   * then. `false` where the database is busy: it is so for all.
   */
  async bringNext(until: Instant = Infinity): Promise<boolean> {
    const bundle = this.#nextBundle(until)
    if (bundle.length === 0) return true
    if (!(await this.#bring(bundle))) return false
    this.#batch = this.#batch.slice(bundle.length)
    this.#brought += bundle.length
    // A begin that was refused has told somebody, and a full batch is not all.
    this.#stale = true
    return true
  }

  #nextBundle(until: Instant): readonly MessageRow[] {
    const [first] = this.#batch
    const most = Math.min(this.#batch.length, this.#most - this.#brought)
    let count = 0
    while (count < most) {
      const { to, due } = this.#batch[count] as MessageRow
      if (count > 0 && (to !== first?.to || due > until)) break
      count += 1
    }
    return this.#batch.slice(0, count)
  }

  async #bring(bundle: readonly MessageRow[]): Promise<boolean> {
    const { committed, clock } = this.#options
    try {
      const { record, faults } = await bringMessages(this.#options, bundle, clock.now())
      for (const fault of faults) this.#tell(fault)
      if (record) committed(record)
      return true
    } catch (error) {
      if (isForAll(error)) return false
      const [message] = bundle
      if (bundle.length === 1 && message) await this.#hold({ message, error })
      // One of them, or the case itself: the others shall not be held up by it.
      else for (const one of bundle) if (!(await this.#bring([one]))) return false
      return true
    }
  }

  async #hold({ message: { id, to }, error }: Fault): Promise<void> {
    const { store, clock } = this.#options
    await store.transaction(
      async (tx) => {
        const receiver = await tx.lockInstance(to)
        const message = await lockOpen(tx, id)
        if (!message) return
        await holdMessage(tx, { message, error }, { tried: receiver?.revision ?? 0, now: clock.now() })
        this.#tell({ message, error })
      },
      { name: 'hold' },
    )
  }

  #tell({ message: { to }, error }: Fault): void {
    const { code, detail } = loggedFailure(error)
    const message = `A message could not be brought; it is held and tried again. ${detail}`
    this.#options.log({ level: 'error', code, instance: to, message })
  }
}

/** The database is busy or closed: it is so whatever is brought. */
function isForAll(error: unknown): boolean {
  return error instanceof EngineError && (error.code === 'database-busy' || error.code === 'engine-stopped')
}
