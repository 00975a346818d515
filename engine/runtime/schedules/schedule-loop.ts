import type { CheckedSchedule } from '../../definition/index.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import { RoundLoop } from '../round-loop.js'
import { ScheduleRunner, type RunnerOptions } from './schedule-runner.js'
import { scheduleStatuses, type ScheduleStatus } from './schedule-status.js'

export interface ScheduleLoopOptions extends RunnerOptions {
  /** Longest sleep, since another process may have left an occurrence half done. */
  readonly pollInterval: number
  /** Whether this node is the one to do it, asked before each piece of work; it always is unless given. */
  readonly holds?: () => Promise<boolean>
}

/**
 * Starts duties when they fall due. Started, it sleeps until the next occurrence of all schedules, at most
 * `pollInterval`, and not at all where there is no schedule. Rounds never overlap; one that fails is logged and tried
 * again at the next poll.
 */
export class ScheduleLoop {
  readonly #options: ScheduleLoopOptions
  readonly #runner: ScheduleRunner
  readonly #loop: RoundLoop

  constructor(options: ScheduleLoopOptions) {
    this.#options = options
    const runner = new ScheduleRunner(options)
    this.#runner = runner
    this.#loop = new RoundLoop({
      ...options,
      round: (mayGoOn) => runner.run(mayGoOn),
      nextAt: () => (runner.schedules.length === 0 ? Promise.resolve(Infinity) : runner.nextAt()),
      failed: (error) => {
        const { code, detail } = loggedFailure(error)
        const message = `The schedules could not be followed; tried again at the next poll. ${detail}`
        options.log({ level: 'error', code, message })
      },
    })
  }

  /** Does what is due and goes on doing so. Safe to call twice. */
  start(): void {
    this.#loop.start()
  }

  /** Waits for the transaction under way; what is left is done after the next start. Safe to call twice. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  /** Does what is due now. Gives the number of cases started. Waits for a round under way. */
  runDue(): Promise<number> {
    return this.#loop.run()
  }

  /** Takes over the schedules of a folder, between two rounds. */
  async replace(schedules: readonly CheckedSchedule[]): Promise<void> {
    await this.#loop.between(() => this.#runner.replace(schedules))
    this.#loop.wake()
  }

  /** Looks now whether there is something to do, where it was started. */
  wake(): void {
    if (this.#runner.schedules.length > 0) this.#loop.wake()
  }

  /** When something is to be done next: now or earlier where an occurrence is open or due. */
  nextAt(): Promise<Instant | undefined> {
    return this.#runner.nextAt()
  }

  /** What is known of every schedule now. */
  statuses(): Promise<readonly ScheduleStatus[]> {
    const { store, clock } = this.#options
    return scheduleStatuses(store.read, this.#runner.schedules, clock.now())
  }
}
