import type { Store } from '../../store/port.js'
import type { EngineLog } from '../ports.js'
import { Lease } from './lease.js'

/** Name of the lease of the node that keeps the time. */
export const timeLease = 'due'

/** How often somebody who waits for the work of another node looks whether it is done, in milliseconds. */
const lookAgain = 100

export interface TimeKeepingOptions {
  readonly store: Pick<Store, 'takeLease' | 'releaseLease' | 'hint' | 'onHint'>
  readonly node: string
  /** How long another node waits for one that does not answer any more, in milliseconds. */
  readonly leaseDuration: number
  readonly log: EngineLog
}

/** Work that only one node does at a time, for somebody who waits for it. */
export interface AwaitedWork {
  /** Does it, as far as the lease lasts. Gives how many pieces of work that were. */
  readonly work: () => Promise<number>
  /** Whether there is any, for where another node does it. */
  readonly isDue: () => Promise<boolean>
}

/**
 * Which node does what only one does at a time: timers, messages between cases, schedules, recounts, tidying up. A
 * started engine takes that part when it is free and keeps it until it stops.
 */
export class TimeKeeping {
  readonly #options: TimeKeepingOptions
  readonly #lease: Lease
  #hangUp: (() => void) | undefined
  #isOver = false
  #wake: () => void = () => undefined

  constructor(options: TimeKeepingOptions) {
    this.#options = options
    const { leaseDuration: duration } = options
    this.#lease = new Lease({ ...options, name: timeLease, duration, taken: () => this.#wake() })
  }

  /** Whether this node keeps the time, without asking anybody. */
  get isHeld(): boolean {
    return this.#lease.isHeld
  }

  /** Whether this node keeps the time, after having tried to. Throws what the database throws. */
  hold(): Promise<boolean> {
    return this.#lease.hold()
  }

  /** The same for somebody who does a part of it beside the engine; one that was not started leaves it to them. */
  keeps(): Promise<boolean> {
    return this.#hangUp ? this.hold() : Promise.resolve(true)
  }

  /** Keeps the part from the next `hold` on. `wake` is called when there may be something to do. Safe to call twice. */
  start(wake: () => void): void {
    if (this.#hangUp) return
    this.#wake = wake
    this.#lease.want()
    this.#hangUp = this.#options.store.onHint((topic) => {
      if (topic === 'time-free') this.#lease.mayBeFree()
      if (topic === 'time-free' || (topic === 'due' && this.#lease.isHeld)) wake()
    })
  }

  /** Gives the part to whoever wants it. Safe to call twice, and when it was not started. */
  async stop(): Promise<void> {
    this.#isOver = true
    const hangUp = this.#hangUp
    this.#hangUp = undefined
    this.#wake = () => undefined
    if (!hangUp) return
    hangUp()
    await this.#leave()
  }

  /**
   * Does the work here, where this node has the part or can have it for that time. Otherwise waits until the node that
   * has it has left nothing, no longer than a node that does not answer keeps it.
   */
  async during({ work, isDue }: AwaitedWork): Promise<number> {
    this.#lease.want()
    try {
      const until = performance.now() + 1.5 * this.#options.leaseDuration
      for (let done = 0; ;) {
        if (await this.#lease.hold()) {
          done += await work()
          if (this.#lease.isHeld) return done
        } else if (this.#isOver || performance.now() >= until || !(await isDue())) return done
        else await new Promise((resolve) => setTimeout(resolve, lookAgain))
      }
    } finally {
      await this.#leave()
    }
  }

  async #leave(): Promise<void> {
    if (await this.#lease.unwant()) this.#options.store.hint('time-free')
  }
}
