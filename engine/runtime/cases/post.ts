import type { InstanceRecord } from '../../core/record.js'
import { EngineError } from '../../errors/index.js'
import type { MessageRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import type { EngineLog } from '../ports.js'
import { bringMessage, holdMessage, type MessageHost } from './bring-message.js'
import { isRelated } from './inbox.js'

/** Messages read at once. */
const batchSize = 100

/** Most messages brought in one round: cases that tell each other things without end are slowed down to the poll. */
const usualMostInARound = 10_000

export interface PostOptions extends MessageHost {
  readonly log: EngineLog
  /** Told of every case a message has changed. */
  readonly committed: (record: InstanceRecord) => void
  /** Most messages brought in one round. Ten thousand unless given. */
  readonly mostInARound?: number
}

/**
 * Messages between cases, in the order in which they take effect, each brought in a transaction of its own. What a case
 * cannot take as it stands waits until it has changed. A message that meets a fault is logged and held, and holds up
 * nobody else.
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
      this.#batch = await this.#options.store.read.dueMessages(batchSize)
    }
    return this.#batch[0]?.due
  }

  /** Brings the next one. `false` where the database is busy: it is so for all. */
  async bringNext(): Promise<boolean> {
    const [message, ...rest] = this.#batch
    if (!message) return true
    const { committed } = this.#options
    try {
      const record = await bringMessage(this.#options, message)
      if (record) committed(record)
    } catch (error) {
      if (error instanceof EngineError && (error.retryable || error.code === 'engine-stopped')) return false
      await this.#hold(message, error)
    }
    this.#batch = rest
    this.#brought += 1
    // A begin that was refused has told somebody, and a full batch is not all.
    this.#stale = true
    return true
  }

  async #hold(message: MessageRow, error: unknown): Promise<void> {
    const { code, detail } = loggedFailure(error)
    const text = { 'zh-CN': '发送时出错。', en: `It met a fault: ${code}.` }
    this.#options.log({
      level: 'error',
      code,
      instance: message.to,
      message: `A message could not be brought. ${detail}`,
    })
    await holdMessage(this.#options, message, { code, text })
  }
}
