import { AsyncLocalStorage } from 'node:async_hooks'
import type { Observation, ObservedSpan, ObservedWork, Observer } from './observer.js'

/** The trace of the request whose code runs now, so that the calls between need not hand it on. */
const current = new AsyncLocalStorage<string | undefined>()

const unfollowed: ObservedSpan = { about: () => undefined, failed: () => undefined }

/** What the engine tells: always there, whether anybody looks on or not. */
export class Watch {
  readonly #observer: Observer

  constructor(observer: Observer = {}) {
    this.#observer = observer
  }

  /** Tells of what has happened. Never throws. */
  tell(observation: Observation): void {
    try {
      this.#observer.told?.(observation)
    } catch {
      // Whoever only looks on does not hold up the work, and has no other way to be told of its own fault.
    }
  }

  /** Runs work that can be followed. */
  around<T>(work: ObservedWork, run: (span: ObservedSpan) => Promise<T>): Promise<T> {
    const followed = (span: ObservedSpan): Promise<T> => current.run(span.traceparent, () => run(span))
    return this.#observer.around ? this.#observer.around(work, followed) : run(unfollowed)
  }
}

/** The trace of the work that is being done. To be asked before anything is left to somebody else's transaction. */
export function currentTrace(): string | undefined {
  return current.getStore()
}
