import type { Store } from '../store/port.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import { loggedFailure } from './failure-text.js'
import type { Clock, EngineLog } from './ports.js'
import { RoundLoop } from './round-loop.js'

/** Cases taken up in one round of the loop. */
const roundSize = 200

/** A case whose timers failed for good is left alone this long before it is tried again. */
const pauseAfterFailure = 60_000

export interface TimerLoopOptions {
  readonly store: Pick<Store, 'read'>
  readonly clock: Clock
  /** Longest sleep, since another process may have armed a timer. */
  readonly pollInterval: number
  readonly log: EngineLog
  /** Applies the due timers of one case in a transaction of its own. */
  fire(instance: string, now: Instant): Promise<void>
}

/**
 * Fires durable timers. Started, it sleeps until the next one of all cases, at most `pollInterval`, and works in
 * rounds, which never overlap. One case's failure is logged, pauses that case and holds up nobody else; one that may
 * pass by itself is tried again at the next poll. A database that is busy ends the round: it is so for all cases.
 */
export class TimerLoop {
  readonly #options: TimerLoopOptions
  readonly #loop: RoundLoop
  readonly #pausedUntil = new Map<string, Instant>()

  constructor(options: TimerLoopOptions) {
    this.#options = options
    const { clock, pollInterval, store, log } = options
    this.#loop = new RoundLoop({
      clock,
      pollInterval,
      round: (isStopping) => this.#round(isStopping),
      nextAt: () => store.read.nextTimerAt(),
      failed: (error) => {
        const { code, detail } = loggedFailure(error)
        const message = `The timers could not be read; tried again at the next poll. ${detail}`
        log({ level: 'error', code, message })
      },
    })
  }

  /** Fires what is due and goes on doing so. Safe to call twice. */
  start(): void {
    this.#loop.start()
  }

  /** Waits for the case under way; what else is due stays due. Safe to call when it was not started, and twice. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  /** Applies what is due now, each case once. Gives the number of cases worked on. Waits for a round under way. */
  runDue(): Promise<number> {
    return this.#loop.run()
  }

  /** Called after a commit that may have armed an earlier timer. */
  armed(at: Instant | undefined): void {
    if (at !== undefined) this.#loop.wakeBy(at)
  }

  async #round(isStopping: () => boolean): Promise<number> {
    const { store, clock } = this.#options
    this.#forgetPauses()
    /** Due still, and not to be taken up (again) in this call. Those at rest are not kept, so that memory stays flat. */
    const passedBy = new Set(this.#pausedUntil.keys())
    let taken = new Set<string>()
    let worked = 0
    for (;;) {
      const now = clock.now()
      const due = await store.read.dueInstances(now, roundSize + passedBy.size)
      for (const { instance } of due) if (taken.has(instance)) passedBy.add(instance)
      taken = new Set(due.map(({ instance }) => instance).filter((instance) => !passedBy.has(instance)))
      if (taken.size === 0) return worked
      for (const instance of taken) {
        if (isStopping()) return worked
        const outcome = await this.#fireOne(instance, now)
        if (outcome === 'busy') return worked
        if (outcome === 'failed') passedBy.add(instance)
        worked += 1
      }
    }
  }

  #forgetPauses(): void {
    const now = this.#options.clock.now()
    for (const [instance, until] of this.#pausedUntil) if (until <= now) this.#pausedUntil.delete(instance)
  }

  async #fireOne(instance: string, now: Instant): Promise<'fired' | 'failed' | 'busy'> {
    try {
      await this.#options.fire(instance, now)
      return 'fired'
    } catch (error) {
      const { code, detail } = loggedFailure(error)
      const again = error instanceof EngineError && error.retryable
      if (!again) this.#pausedUntil.set(instance, now + pauseAfterFailure)
      const when = again ? 'at the next poll' : 'in a minute'
      const message = `The due timers of a case could not be applied; tried again ${when}. ${detail}`
      this.#options.log({ level: again ? 'warn' : 'error', code, instance, message })
      return code === 'database-busy' ? 'busy' : 'failed'
    }
  }
}
