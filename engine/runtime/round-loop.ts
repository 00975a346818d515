import type { Instant } from '../time/instant.js'
import type { Clock } from './ports.js'

export interface RoundLoopOptions {
  readonly clock: Clock
  /** Longest sleep, since another process may have left something to do, in milliseconds. */
  readonly pollInterval: number
  /** Whether this node is the one to do it, asked before each piece of work; it always is unless given. */
  readonly holds?: () => Promise<boolean>
  /** Does what is due, and asks before each piece of work whether it may go on. Gives how much it has done. */
  round(mayGoOn: () => Promise<boolean>): Promise<number>
  /** When there is something to do next; `undefined` when nobody knows, `Infinity` when there is nothing to wait for. */
  nextAt(): Promise<Instant | undefined>
  /** Told of a round in the background that failed; it is tried again at the next poll. */
  failed(error: unknown): void
}

/** Works in rounds that never overlap. Started, it sleeps until there is something to do, at most `pollInterval`. */
export class RoundLoop {
  readonly #options: RoundLoopOptions
  #running = false
  #stopping = false
  #round: Promise<unknown> = Promise.resolve()
  #wakeAt = Infinity
  #cancelWake = (): void => undefined

  constructor(options: RoundLoopOptions) {
    this.#options = options
  }

  /** Does what is due and goes on doing so. Safe to call twice. */
  start(): void {
    if (this.#running) return
    this.#running = true
    this.#stopping = false
    this.wake()
  }

  /** Waits for the piece of work under way; the rest stays due. Safe to call when it was not started, and twice. */
  async stop(): Promise<void> {
    this.#running = false
    this.#stopping = true
    this.#forgetWake()
    await this.#round
  }

  /** Does one round, after a round under way. */
  run(): Promise<number> {
    return this.between(() => this.#options.round(() => this.#mayGoOn()))
  }

  /** Does something else between two rounds. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const own = this.#round.then(work)
    this.#round = own.catch(() => undefined)
    return own
  }

  /** Begins a round in the background, where it was started. */
  wake(): void {
    if (!this.#running) return
    this.#forgetWake()
    this.#round = this.run()
      .catch((error: unknown) => this.#options.failed(error))
      .then(() => this.#plan())
  }

  /** Sleeps no longer than until `at`. */
  wakeBy(at: Instant): void {
    // `stop` may have come while the next time was being read.
    if (!this.#running || at >= this.#wakeAt) return
    this.#cancelWake()
    this.#wakeAt = at
    this.#cancelWake = this.#options.clock.wakeAt(at, () => this.wake())
  }

  async #mayGoOn(): Promise<boolean> {
    if (this.#stopping) return false
    return (await this.#options.holds?.()) ?? true
  }

  #forgetWake(): void {
    this.#cancelWake()
    this.#cancelWake = () => undefined
    this.#wakeAt = Infinity
  }

  async #plan(): Promise<void> {
    if (!this.#running) return
    const { clock, pollInterval } = this.#options
    const next = await this.#options.nextAt().catch(() => undefined)
    if (next === Infinity) return
    const now = clock.now()
    // What is due still belongs to work that failed: it waits for the poll.
    const soonest = next === undefined || next <= now ? Infinity : next
    this.wakeBy(Math.min(soonest, now + pollInterval))
  }
}
