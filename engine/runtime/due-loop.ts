import { EngineError } from '../errors/index.js'
import type { InstanceRecord } from '../core/record.js'
import type { Store } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { isRelated, type Post } from './cases/index.js'
import { DueCases, type DueCase } from './due-cases.js'
import { loggedFailure } from './failure-text.js'
import type { Clock, EngineLog } from './ports.js'
import { RoundLoop } from './round-loop.js'
import { soonestTimer } from './soonest-timer.js'

/** A case whose timers failed for good is left alone this long before it is tried again. */
const pauseAfterFailure = 60_000

export interface DueLoopOptions {
  readonly store: Pick<Store, 'read'>
  readonly clock: Clock
  /** Longest sleep, since another process may have armed a timer or left a message, in milliseconds. */
  readonly pollInterval: number
  readonly log: EngineLog
  /** Messages between cases. */
  readonly post: Pick<Post, 'begin' | 'isCutShort' | 'isStale' | 'changed' | 'nextAt' | 'bringNext'>
  /** Applies the due timers of one case in a transaction of its own, those at its earliest due point at least. */
  fire(due: DueCase, now: Instant): Promise<void>
}

/**
 * Fires durable timers and brings messages between cases, in one order of time over all cases: so that cases that have
 * to do with each other, or draw on the same numbers, rotations, people and product files, come out the same whether
 * somebody looked at once or days later. A case that does neither is brought up to date in one go. Started, it sleeps
 * until the next timer, at most `pollInterval`, and works in rounds, which never overlap. One case's failure is logged, pauses that
 * case and holds up nobody else; one that may pass by itself is tried again at the next poll. A database that is busy
 * ends the round: it is so for all cases. Cases that tell each other things without end are slowed down to the poll;
 * the timers of the others then go before what they still have to tell.
 */
export class DueLoop {
  readonly #options: DueLoopOptions
  readonly #loop: RoundLoop
  readonly #pausedUntil = new Map<string, Instant>()
  /** That of the round under way. */
  #cases: DueCases | undefined
  /** How far the round under way is. */
  #at: Instant = -Infinity

  constructor(options: DueLoopOptions) {
    this.#options = options
    const { clock, pollInterval, store, log } = options
    this.#loop = new RoundLoop({
      clock,
      pollInterval,
      round: (isStopping) => this.#round(isStopping),
      nextAt: () => store.read.nextTimerAt(),
      failed: (error) => {
        const { code, detail } = loggedFailure(error)
        const message = `What is due could not be read; tried again at the next poll. ${detail}`
        log({ level: 'error', code, message })
      },
    })
  }

  /** Does what is due and goes on doing so. Safe to call twice. */
  start(): void {
    this.#loop.start()
  }

  /** Waits for the case under way; what else is due stays due. Safe to call when it was not started, and twice. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  /** Does what is due now. Gives how many pieces of work that were. Waits for a round under way. */
  runDue(): Promise<number> {
    return this.#loop.run()
  }

  /** Whether the last round has left messages, since it had brought as many as one may. */
  get isCutShort(): boolean {
    return this.#options.post.isCutShort
  }

  /** Told after every commit, so that an earlier timer or a message is not slept through. */
  changed(record: InstanceRecord): void {
    this.#cases?.changed(record)
    this.#options.post.changed(record)
    const at = soonestTimer(record)
    if (at !== undefined && !this.#cases?.covers(at)) this.#loop.wakeBy(at)
    // A round goes on until nothing is left, and looks again when somebody told something meanwhile.
    if (!this.#cases && isRelated(record)) this.#loop.wake()
  }

  async #round(isStopping: () => boolean): Promise<number> {
    const { store, clock, post } = this.#options
    this.#forgetPauses()
    const cases = new DueCases(store.read, this.#pausedUntil.keys())
    this.#cases = cases
    this.#at = -Infinity
    post.begin()
    try {
      for (let worked = 0; ;) {
        const due = await cases.next(clock.now())
        const told = await post.nextAt(this.#at)
        const isDone = !due && told === undefined
        if (isDone && post.isStale) continue
        if (isDone || isStopping() || !(await this.#work(cases, due, told))) return worked
        worked += 1
      }
    } finally {
      this.#cases = undefined
    }
  }

  /** Whatever is due first, messages before timers. `false` where the database is busy. */
  async #work(cases: DueCases, due: DueCase | undefined, told: Instant | undefined): Promise<boolean> {
    if (!due || (told !== undefined && told <= due.dueAt)) {
      this.#at = told ?? this.#at
      return this.#options.post.bringNext(due?.dueAt)
    }
    this.#at = due.dueAt
    cases.take(due)
    const outcome = await this.#fireOne(due, this.#options.clock.now())
    if (outcome === 'failed') cases.passBy(due.instance)
    return outcome !== 'busy'
  }

  #forgetPauses(): void {
    const now = this.#options.clock.now()
    for (const [instance, until] of this.#pausedUntil) if (until <= now) this.#pausedUntil.delete(instance)
  }

  async #fireOne(due: DueCase, now: Instant): Promise<'fired' | 'failed' | 'busy'> {
    const { instance } = due
    try {
      await this.#options.fire(due, now)
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
