import { EngineError } from '../../errors/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Store } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { isRelated, type Post } from '../cases/index.js'
import { DueCases, type DueCase } from './due-cases.js'
import { FailurePauses } from '../failure-pauses.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'
import { RoundLoop } from '../round-loop.js'
import { soonestTimer } from './soonest-timer.js'

export interface DueLoopOptions {
  readonly store: Pick<Store, 'read'>
  readonly clock: Clock
  /** Longest sleep, since another process may have armed a timer or left a message, in milliseconds. */
  readonly pollInterval: number
  readonly log: EngineLog
  /** Messages between cases. */
  readonly post: Pick<Post, 'begin' | 'isCutShort' | 'isStale' | 'changed' | 'nextAt' | 'bringNext'>
  /** Whether this node is the one to do it, asked before each piece of work; it always is unless given. */
  readonly holds?: () => Promise<boolean>
  /** Applies the due timers of one case in a transaction of its own, those at its earliest due point at least. */
  fire(due: DueCase, now: Instant): Promise<void>
  /**
   * The same for cases that follow each other, in one transaction: as many of the first of them as the order of time
   * allows; none where somebody else is at work on the first. `took` is told of each after the commit, before anybody
   * else is. Each is fired by itself unless given.
   */
  readonly fireTogether?: (
    dues: readonly DueCase[],
    now: Instant,
    took: (due: DueCase) => void,
  ) => Promise<readonly FiredCase[]>
}

/** A case whose timers were applied together with those of others, or were not: then nothing of it has changed. */
export interface FiredCase {
  readonly due: DueCase
  readonly error?: unknown
}

/** Cases whose timers share one transaction at most: more would make events wait. */
const mostTogether = 64

/**
 * Fires durable timers and brings messages between cases, in one order of time over all cases: so that cases that have
 * to do with each other, or draw on the same numbers, rotations, people and product files, come out the same whether
 * somebody looked at once or days later. A case that does neither is brought up to date in one go. Started, it sleeps
 * until the next timer, at most `pollInterval`, and works in rounds, which never overlap. One case's failure is logged,
 * pauses that case for a minute and holds up nobody else; one that may pass by itself pauses it as long as a poll at
 * first, then twice as long each time, up to that minute. A database that is busy ends the round and pauses nobody: it
 * is so for all cases. Cases that tell each other things without end are slowed down to the poll; the timers of the
 * others then go before what they still have to tell. Timers that follow each other with nothing in between share a
 * transaction; where that fails, each is fired by itself, so that only the guilty one is paused.
 */
export class DueLoop {
  readonly #options: DueLoopOptions
  readonly #loop: RoundLoop
  readonly #pauses: FailurePauses
  /** So many cases are still to be fired by themselves, since firing them together has failed. */
  #apart = 0
  /** That of the round under way. */
  #cases: DueCases | undefined
  /** How far the round under way is. */
  #at: Instant = -Infinity

  constructor(options: DueLoopOptions) {
    this.#options = options
    const { clock, pollInterval, store, log } = options
    this.#pauses = new FailurePauses(pollInterval)
    this.#loop = new RoundLoop({
      clock,
      pollInterval,
      ...(options.holds && { holds: options.holds }),
      round: (mayGoOn) => this.#round(mayGoOn),
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

  /** Looks now whether there is something to do, where it was started: somebody says so. */
  wake(): void {
    this.#loop.wake()
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
    // What was due for it came first, and has not failed.
    this.#pauses.passed(record.id)
    this.#cases?.changed(record)
    this.#options.post.changed(record)
    const at = soonestTimer(record)
    if (at !== undefined && !this.#cases?.covers(at)) this.#loop.wakeBy(at)
    // A round goes on until nothing is left, and looks again when somebody told something meanwhile.
    if (!this.#cases && isRelated(record)) this.#loop.wake()
  }

  async #round(mayGoOn: () => Promise<boolean>): Promise<number> {
    if (!(await mayGoOn())) return 0
    const { store, clock, post } = this.#options
    const cases = new DueCases(store.read, this.#pauses.atRest(clock.now()))
    this.#cases = cases
    this.#at = -Infinity
    post.begin()
    try {
      for (let worked = 0; ;) {
        const due = await cases.next(clock.now())
        const told = await post.nextAt(this.#at)
        const isDone = !due && told === undefined
        if (isDone && post.isStale) continue
        if (isDone || !(await mayGoOn())) return worked
        const done = await this.#work(cases, due, told)
        if (done === undefined) return worked
        worked += done
      }
    } finally {
      this.#cases = undefined
    }
  }

  /** Whatever is due first, messages before timers. Gives how much that was; `undefined` where the database is busy. */
  async #work(
    cases: DueCases,
    due: DueCase | undefined,
    told: Instant | undefined,
  ): Promise<number | undefined> {
    if (!due || (told !== undefined && told <= due.dueAt)) {
      this.#at = told ?? this.#at
      return (await this.#options.post.bringNext(due?.dueAt)) ? 1 : undefined
    }
    const { fireTogether } = this.#options
    const dues = fireTogether && this.#apart === 0 ? cases.upTo(told ?? Infinity, mostTogether) : []
    return fireTogether && dues.length > 1
      ? this.#fireTogether(cases, dues, fireTogether)
      : this.#fireOne(cases, due)
  }

  async #fireOne(cases: DueCases, due: DueCase): Promise<number | undefined> {
    this.#apart = Math.max(this.#apart - 1, 0)
    this.#at = due.dueAt
    cases.take(due)
    try {
      await this.#options.fire(due, this.#options.clock.now())
    } catch (error) {
      if (this.#failed(due.instance, error) === 'busy') return undefined
      cases.passBy(due.instance)
    }
    return 1
  }

  async #fireTogether(
    cases: DueCases,
    dues: readonly DueCase[],
    fire: NonNullable<DueLoopOptions['fireTogether']>,
  ): Promise<number | undefined> {
    try {
      const fired = await fire(dues, this.#options.clock.now(), (due) => cases.take(due))
      for (const { due, error } of fired) {
        this.#at = Math.max(this.#at, due.dueAt)
        if (error === undefined) continue
        this.#failed(due.instance, error)
        cases.passBy(due.instance)
      }
      // By itself it waits for whoever is at work on it.
      if (fired.length === 0) this.#apart = 1
      return fired.length
    } catch (error) {
      if (isBusy(error)) {
        this.#failed(dues[0]?.instance ?? '', error)
        return undefined
      }
      this.#apart = dues.length
      return 0
    }
  }

  #failed(instance: string, error: unknown): 'failed' | 'busy' {
    const { clock, log } = this.#options
    const { code, detail } = loggedFailure(error)
    const mayPass = error instanceof EngineError && error.retryable
    const ends = isBusy(error)
    const pause = ends ? undefined : this.#pauses.failed(instance, clock.now(), { mayPass })
    const when = pause === undefined ? 'at the next poll' : `in ${pause / 1000} seconds`
    const message = `The due timers of a case could not be applied; tried again ${when}. ${detail}`
    log({ level: mayPass ? 'warn' : 'error', code, instance, message })
    return ends ? 'busy' : 'failed'
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'database-busy'
}
