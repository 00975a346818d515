import type { Instant } from '../time/instant.js'
import type { Clock } from './ports.js'

/** A clock that stands still until it is moved, and refuses to run backwards. */
export class VirtualClock implements Clock {
  #now: Instant
  #sleepers: { at: Instant; wake: () => void }[] = []

  constructor(start: Instant) {
    this.#now = start
  }

  now(): Instant {
    return this.#now
  }

  wakeAt(at: Instant, wake: () => void): () => void {
    const sleeper = { at, wake }
    const cancel = (): void => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
    }
    this.#sleepers.push(sleeper)
    // Never before this call has returned, like a timer of the machine.
    if (at <= this.#now)
      queueMicrotask(() => {
        if (!this.#sleepers.includes(sleeper)) return
        cancel()
        wake()
      })
    return cancel
  }

  /** Moves to `instant` and wakes whoever waited for it or earlier. Throws a RangeError when it lies in the past. */
  moveTo(instant: Instant): void {
    if (instant < this.#now)
      throw new RangeError('Expected a later instant, but the clock would run backwards.')
    this.#now = instant
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= instant)
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > instant)
    for (const sleeper of due.sort((a, b) => a.at - b.at)) sleeper.wake()
  }
}
