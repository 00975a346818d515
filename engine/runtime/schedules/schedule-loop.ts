import type { CheckedSchedule } from '../../definition/index.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import { ScheduleRunner, type RunnerOptions } from './schedule-runner.js'
import { scheduleStatuses, type ScheduleStatus } from './schedule-status.js'

export interface ScheduleLoopOptions extends RunnerOptions {
  /** Longest sleep, since another process may have left an occurrence half done. */
  readonly pollInterval: number
}

/**
 * Starts duties when they fall due. Started, it sleeps until the next occurrence of all schedules, at most
 * `pollInterval`, and not at all where there is no schedule. Rounds never overlap; one that fails is logged and tried
 * again at the next poll.
 */
export class ScheduleLoop {
  readonly #options: ScheduleLoopOptions
  readonly #runner: ScheduleRunner
  #running = false
  #stopping = false
  #round: Promise<unknown> = Promise.resolve()
  #cancelWake = (): void => undefined

  constructor(options: ScheduleLoopOptions) {
    this.#options = options
    this.#runner = new ScheduleRunner(options)
  }

  /** Does what is due and goes on doing so. Safe to call twice. */
  start(): void {
    if (this.#running) return
    this.#running = true
    this.#stopping = false
    this.#wake()
  }

  /** Waits for the transaction under way; what is left is done after the next start. Safe to call twice. */
  async stop(): Promise<void> {
    this.#running = false
    this.#stopping = true
    this.#cancelWake()
    await this.#round
  }

  /** Does what is due now. Gives the number of cases started. Waits for a round under way. */
  runDue(): Promise<number> {
    const own = this.#round.then(() => this.#runner.run(() => this.#stopping))
    this.#round = own.catch(() => undefined)
    return own
  }

  /** Takes over the schedules of a folder, between two rounds. */
  async replace(schedules: readonly CheckedSchedule[]): Promise<void> {
    const own = this.#round.then(() => this.#runner.replace(schedules))
    this.#round = own.catch(() => undefined)
    await own
    if (this.#running) this.#wake()
  }

  /** What is known of every schedule now. */
  statuses(): Promise<readonly ScheduleStatus[]> {
    const { store, clock } = this.#options
    return scheduleStatuses(store.read, this.#runner.schedules, clock.now())
  }

  #wake(): void {
    this.#cancelWake()
    this.#cancelWake = () => undefined
    this.#round = this.runDue()
      .catch((error: unknown) => {
        const { code, detail } = loggedFailure(error)
        const message = `The schedules could not be followed; tried again at the next poll. ${detail}`
        this.#options.log({ level: 'error', code, message })
      })
      .then(() => this.#plan())
  }

  async #plan(): Promise<void> {
    const { clock, pollInterval } = this.#options
    if (!this.#running || this.#runner.schedules.length === 0) return
    const next = await this.#runner.nextAt().catch(() => undefined)
    const now = clock.now()
    // What is due still belongs to a round that failed: it waits for the poll.
    const soonest = next === undefined || next <= now ? Infinity : next
    this.#sleepUntil(Math.min(soonest, now + pollInterval))
  }

  #sleepUntil(at: Instant): void {
    // `stop` may have come while the next occurrence was being read.
    if (!this.#running) return
    this.#cancelWake()
    this.#cancelWake = this.#options.clock.wakeAt(at, () => this.#wake())
  }
}
