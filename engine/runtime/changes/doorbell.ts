import type { Store } from '../../store/port.js'
import type { Clock } from '../ports.js'

/** Tells those who wait that there may be something to read: after a commit of any node, and at every poll. */
export class Doorbell {
  readonly #options: {
    readonly store: Pick<Store, 'onHint'>
    readonly clock: Clock
    readonly pollInterval: number
  }
  readonly #waiting = new Set<() => void>()
  #silence: (() => void) | undefined
  #count = 0

  constructor(options: {
    readonly store: Pick<Store, 'onHint'>
    readonly clock: Clock
    readonly pollInterval: number
  }) {
    this.#options = options
  }

  /** How often it has rung: to be read before looking, so that no ring is missed between looking and waiting. */
  get count(): number {
    return this.#count
  }

  /** Hears of commits from now on. Safe to call twice. */
  listen(): void {
    this.#silence ??= this.#options.store.onHint((topic) => {
      if (topic === 'changes') this.ring()
    })
  }

  /** Rings once more and hears nothing any more. */
  close(): void {
    this.#silence?.()
    this.#silence = undefined
    this.ring()
  }

  ring(): void {
    this.#count += 1
    for (const wake of [...this.#waiting]) wake()
  }

  /** Settles at the next ring, at once where it has rung since `heard`, after a poll, or when the signal says so. */
  wait(heard: number, signal: AbortSignal | undefined): Promise<void> {
    if (heard !== this.#count || signal?.aborted) return Promise.resolve()
    const { clock, pollInterval } = this.#options
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        signal?.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const cancel = clock.wakeAt(clock.now() + pollInterval, wake)
      signal?.addEventListener('abort', wake)
      this.#waiting.add(wake)
    })
  }
}
