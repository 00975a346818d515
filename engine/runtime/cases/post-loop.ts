import type { InstanceRecord } from '../../core/record.js'
import { EngineError } from '../../errors/index.js'
import type { MessageRow } from '../../store/port.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'
import { RoundLoop } from '../round-loop.js'
import { bringMessage, holdMessage, type Post } from './bring-message.js'

/** Messages read at once. */
const batchSize = 100

/** Most messages brought in one round: cases that tell each other things without end are slowed down to the poll. */
const mostInARound = 10_000

export interface PostLoopOptions extends Post {
  readonly clock: Clock
  /** Longest sleep, since another process may have left messages, in milliseconds. */
  readonly pollInterval: number
  readonly log: EngineLog
  /** Told of every case a message has changed. */
  readonly committed: (record: InstanceRecord) => void
}

/**
 * Brings messages between cases, in the order in which they were told, each in a transaction of its own. What a case
 * cannot take as it stands waits until it has changed. A message that meets a fault is logged and held, and holds up
 * nobody else.
 */
export class PostLoop {
  readonly #options: PostLoopOptions
  readonly #loop: RoundLoop
  #underWay = false
  #again = false

  constructor(options: PostLoopOptions) {
    this.#options = options
    const { clock, pollInterval, log } = options
    this.#loop = new RoundLoop({
      clock,
      pollInterval,
      round: (isStopping) => this.#round(isStopping),
      nextAt: () => Promise.resolve(undefined),
      failed: (error) => {
        const { code, detail } = loggedFailure(error)
        const message = `Messages between cases could not be read; tried again at the next poll. ${detail}`
        log({ level: 'error', code, message })
      },
    })
  }

  /** Brings what is there and goes on doing so. Safe to call twice. */
  start(): void {
    this.#loop.start()
  }

  /** Waits for the message under way; the others stay. Safe to call when it was not started, and twice. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  /** Brings what can be brought now. Gives how many messages were looked at. */
  runDue(): Promise<number> {
    return this.#loop.run()
  }

  /** Told of every case that was changed: it may have told others something, or can take now what waits for it. */
  changed({ counters, origin }: InstanceRecord): void {
    if (counters.message === undefined && !origin) return
    // A round goes on until nothing is left, and looks again when somebody told something meanwhile.
    if (this.#underWay) this.#again = true
    else this.#loop.wake()
  }

  async #round(isStopping: () => boolean): Promise<number> {
    this.#underWay = true
    this.#again = false
    try {
      return await this.#bringAll(isStopping)
    } finally {
      this.#underWay = false
    }
  }

  async #bringAll(isStopping: () => boolean): Promise<number> {
    const { store } = this.#options
    let brought = 0
    while (brought < mostInARound) {
      const due = await store.read.dueMessages(batchSize)
      if (due.length === 0 && !this.#again) break
      this.#again = false
      for (const message of due) {
        if (isStopping() || !(await this.#bring(message))) return brought
        brought += 1
      }
    }
    return brought
  }

  /** `false` where the database is busy: it is so for all. */
  async #bring(message: MessageRow): Promise<boolean> {
    const { clock, committed, log } = this.#options
    try {
      const record = await bringMessage(this.#options, message.id, clock.now())
      if (record) committed(record)
      return true
    } catch (error) {
      if (error instanceof EngineError && (error.retryable || error.code === 'engine-stopped')) return false
      const { code, detail } = loggedFailure(error)
      const text = { 'zh-CN': '发送时出错。', en: `It met a fault: ${code}.` }
      log({
        level: 'error',
        code,
        instance: message.to,
        message: `A message could not be brought. ${detail}`,
      })
      await holdMessage(this.#options, message, { code, text })
      return true
    }
  }
}
