import type { InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import type { Store } from '../store/port.js'
import type { Attachments } from './attachments/index.js'
import { CalendarSweep } from './calendar-sweep.js'
import { fireDue } from './case-work.js'
import { isRelated, Post } from './cases/index.js'
import { DueLoop } from './due-loop.js'
import { createHousekeeping } from './housekeeping.js'
import type { Clock, EngineLog } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { ScheduleLoop } from './schedules/index.js'
import { sharesRows } from './shares-rows.js'
import { lockRecord } from './stored-record.js'

/** More than this is no work that has piled up: cases tell each other things without end. */
const usualMostAtOnce = 1_000_000

export interface LoopsOptions {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly pollInterval: number
  readonly keyRetention: number
  readonly attachments: Pick<Attachments, 'removeUnused'>
  readonly profile: string | undefined
  readonly newId: () => string
  /** Most messages brought in one round of the loop; ten thousand unless given. */
  readonly mostInARound?: number
  /** Most pieces of work `runDue` does one after the other; a million unless given. */
  readonly mostAtOnce?: number
}

/** What goes on by itself once the engine is started: timers, messages between cases, duties, recounts, tidying up. */
export class Loops {
  readonly schedules: ScheduleLoop
  readonly sweep: CalendarSweep
  readonly #due: DueLoop
  readonly #mostAtOnce: number
  readonly #housekeeping: ReturnType<typeof createHousekeeping>

  constructor(options: LoopsOptions) {
    const { committed } = this
    this.#mostAtOnce = options.mostAtOnce ?? usualMostAtOnce
    this.#due = createDueLoop(options, committed)
    this.schedules = new ScheduleLoop({ ...options, committed })
    this.sweep = new CalendarSweep({ ...options, committed })
    this.#housekeeping = createHousekeeping(options)
  }

  /** Told after every commit, so that an earlier timer or a message is not slept through. */
  readonly committed = (record: InstanceRecord): void => {
    this.#due.changed(record)
  }

  start(): void {
    for (const loop of [this.#due, this.schedules, this.sweep, this.#housekeeping]) loop.start()
  }

  /** Waits for what is under way, those first that leave work to the others. */
  async stop(): Promise<void> {
    for (const loop of [this.sweep, this.schedules, this.#due, this.#housekeeping]) await loop.stop()
  }

  /**
   * Does all that is due now. Gives how many pieces of work that were. Throws `definition-invalid` when they do not come
   * to an end.
   */
  async runDue(): Promise<number> {
    await this.sweep.run()
    let done = await this.schedules.runDue()
    // A round leaves messages only where it has brought as many as one may.
    do {
      if (done > this.#mostAtOnce) throw restless(this.#mostAtOnce)
      done += await this.#due.runDue()
    } while (this.#due.isCutShort)
    return done
  }
}

function restless(mostAtOnce: number): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected what is due to come to an end, but more than ${mostAtOnce} pieces of work followed each other. Look for processes that answer each other's 'tell'.`,
  )
}

function createDueLoop(options: LoopsOptions, committed: (record: InstanceRecord) => void): DueLoop {
  const { store, catalogue } = options
  return new DueLoop({
    ...options,
    post: new Post({ ...options, committed }),
    fire: async ({ instance, dueAt }, now) => {
      const record = await store.transaction(async (tx) => {
        const before = await lockRecord(tx, instance)
        // Another node, or an event, may have been faster; a replayed case is history.
        if (!before || before.replayed) return undefined
        const process = await catalogue.version(tx, before.version)
        // Only a case that nobody can tell anything, and that shares no rows with others, need not wait for them.
        const waits = isRelated(before) || sharesRows(process, catalogue.all())
        const until = waits ? dueAt : now
        const work = { process, before, now: until, mode: 'live', untilItTells: true } as const
        return (await fireDue(tx, catalogue, work)).record
      })
      if (record) committed(record)
    },
  })
}
