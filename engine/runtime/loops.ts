import type { InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import type { Store } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { CalendarSweep } from './calendar-sweep.js'
import { fireDue } from './case-work.js'
import { PostLoop } from './cases/index.js'
import { createHousekeeping } from './housekeeping.js'
import type { Clock, EngineLog } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { ScheduleLoop } from './schedules/index.js'
import { lockRecord } from './stored-record.js'
import { TimerLoop } from './timer-loop.js'

/** More than this is no work that has piled up: cases tell each other things without end. */
const mostAtOnce = 1_000_000

export interface LoopsOptions {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly pollInterval: number
  readonly keyRetention: number
  readonly profile: string | undefined
  readonly newId: () => string
}

/** What goes on by itself once the engine is started: timers, messages between cases, duties, recounts, tidying up. */
export class Loops {
  readonly schedules: ScheduleLoop
  readonly sweep: CalendarSweep
  readonly #timers: TimerLoop
  readonly #post: PostLoop
  readonly #housekeeping: ReturnType<typeof createHousekeeping>

  constructor(options: LoopsOptions) {
    const { committed } = this
    this.#post = new PostLoop({ ...options, committed })
    this.#timers = createTimers(options, (record) => this.#post.changed(record))
    this.schedules = new ScheduleLoop({ ...options, committed })
    this.sweep = new CalendarSweep({ ...options, committed })
    this.#housekeeping = createHousekeeping(options)
  }

  /** Told after every commit, so that an earlier timer or a message is not slept through. */
  readonly committed = (record: InstanceRecord): void => {
    this.#timers.armed(soonestTimer(record))
    this.#post.changed(record)
  }

  start(): void {
    for (const loop of [this.#timers, this.#post, this.schedules, this.sweep, this.#housekeeping])
      loop.start()
  }

  /** Waits for what is under way, those first that leave work to the others. */
  async stop(): Promise<void> {
    for (const loop of [this.sweep, this.schedules, this.#timers, this.#post, this.#housekeeping])
      await loop.stop()
  }

  /** Does all that is due now. Gives with how many cases something was done. */
  async runDue(): Promise<number> {
    await this.sweep.run()
    let done = await this.schedules.runDue()
    // What a message brings about may be due at once, and what is due may tell other cases something.
    for (let brought = 1; brought > 0; done += brought) {
      if (done > mostAtOnce) throw restless()
      done += await this.#timers.runDue()
      brought = await this.#post.runDue()
    }
    return done
  }
}

function restless(): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected what is due to come to an end, but more than ${mostAtOnce} pieces of work followed each other. Look for processes that answer each other's 'tell'.`,
  )
}

function createTimers(options: LoopsOptions, fired: (record: InstanceRecord) => void): TimerLoop {
  const { store, catalogue } = options
  return new TimerLoop({
    ...options,
    fire: async (instance, now) => {
      const record = await store.transaction(async (tx) => {
        const before = await lockRecord(tx, instance)
        // Another node, or an event, may have been faster; a replayed case is history.
        if (!before || before.replayed) return undefined
        const process = await catalogue.version(tx, before.version)
        return (await fireDue(tx, catalogue, { process, before, now, mode: 'live' })).record
      })
      if (record) fired(record)
    },
  })
}

function soonestTimer(record: InstanceRecord): Instant | undefined {
  const [first, ...rest] = record.timers
  return first && rest.reduce((soonest, { dueAt }) => Math.min(soonest, dueAt), first.dueAt)
}
