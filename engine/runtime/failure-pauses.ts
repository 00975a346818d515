import type { Instant } from '../time/instant.js'

/** A case whose timers failed is left alone this long at most, in milliseconds. */
const longestPause = 60_000

interface Pause {
  readonly until: Instant
  /** How often in a row it has failed in a way that may pass. */
  readonly failures: number
}

/**
 * Cases whose timers failed, each left alone for a while. What may pass by itself is tried again soon, and after twice
 * as long each further time, so that an outage of what the host provides is not asked about at every poll; what will
 * fail again waits for the longest pause at once. A minute is the longest either way.
 */
export class FailurePauses {
  readonly #firstPause: number
  readonly #pauses = new Map<string, Pause>()

  /** `firstPause`: after the first failure that may pass, in milliseconds. */
  constructor(firstPause: number) {
    this.#firstPause = firstPause
  }

  /** Leaves a case alone that has failed at `now`. Gives for how long, in milliseconds. */
  failed(instance: string, now: Instant, { mayPass }: { readonly mayPass: boolean }): number {
    const failures = mayPass ? (this.#pauses.get(instance)?.failures ?? 0) + 1 : 0
    const pause = mayPass ? Math.min(this.#firstPause * 2 ** (failures - 1), longestPause) : longestPause
    this.#pauses.set(instance, { until: now + pause, failures })
    return pause
  }

  /** A case was worked on: whatever was wrong with it has passed. */
  passed(instance: string): void {
    this.#pauses.delete(instance)
  }

  /** Ids of the cases to be left alone now. */
  atRest(now: Instant): readonly string[] {
    const resting: string[] = []
    for (const [instance, { until }] of this.#pauses)
      if (until > now) resting.push(instance)
      // Nobody has tried since, so that it is not due any more: another process has seen to it.
      else if (until + longestPause <= now) this.#pauses.delete(instance)
    return resting
  }
}
