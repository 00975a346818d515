import type { InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import type { Store } from '../store/port.js'
import type { Attachments } from './attachments/index.js'
import { CalendarSweep } from './calendar-sweep.js'
import { isRelated, Post } from './cases/index.js'
import { DueLoop } from './timers/due-loop.js'
import { EffectLoop, type EffectParts } from './effects/index.js'
import { loggedFailure } from './failure-text.js'
import { firingOf } from './timers/fire-timers.js'
import { createHousekeeping } from './housekeeping.js'
import { TimeKeeping } from './nodes/index.js'
import { Watch } from './observe/index.js'
import type { Clock, EngineLog } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { RoundLoop } from './round-loop.js'
import { ScheduleLoop } from './schedules/index.js'
import { soonestTimer } from './timers/soonest-timer.js'

/** More than this is no work that has piled up: cases tell each other things without end. */
const usualMostAtOnce = 1_000_000

export interface LoopsOptions extends EffectParts {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly pollInterval: number
  readonly keyRetention: number
  readonly changeRetention: number
  readonly draftRetention: number
  readonly attachments: Pick<Attachments, 'removeUnused'>
  readonly profile: string | undefined
  readonly newId: () => string
  /** Id of this node. */
  readonly node: string
  /** How long another node waits for one that does not answer any more, in milliseconds. */
  readonly leaseDuration: number
  /** Who looks on; nobody unless given. */
  readonly watch?: Watch
  /** Most messages brought in one round of the loop; ten thousand unless given. */
  readonly mostInARound?: number
  /** Most pieces of work `runDue` does one after the other; a million unless given. */
  readonly mostAtOnce?: number
}

/**
 * What goes on by itself once the engine is started: timers, messages between cases, duties, recounts, tidying up. Of
 * the nodes on one database one does it at a time.
 */
export class Loops {
  readonly schedules: ScheduleLoop
  readonly sweep: CalendarSweep
  readonly effects: EffectLoop
  readonly #options: LoopsOptions
  readonly #due: DueLoop
  readonly #versions: RoundLoop
  readonly #time: TimeKeeping
  readonly #mostAtOnce: number
  readonly #housekeeping: ReturnType<typeof createHousekeeping>
  /** What `runDue` was asked for and is not over. */
  readonly #asked = new Set<Promise<number>>()

  constructor(options: LoopsOptions) {
    const { committed } = this
    this.#options = options
    this.#mostAtOnce = options.mostAtOnce ?? usualMostAtOnce
    this.#time = new TimeKeeping(options)
    const holds = (): Promise<boolean> => this.#time.hold()
    const { watch = new Watch() } = options
    const shared = { ...options, committed, holds, watch }
    this.#due = new DueLoop({ ...shared, post: new Post(shared), ...firingOf(shared) })
    this.schedules = new ScheduleLoop(shared)
    this.sweep = new CalendarSweep(shared)
    this.#housekeeping = createHousekeeping(shared)
    this.#versions = versionLoop(options)
    this.effects = new EffectLoop({ ...options, committed, told: this.told, watch })
  }

  /** Told after every commit, so that an earlier timer or a message is not slept through. */
  readonly committed = (record: InstanceRecord): void => {
    this.#due.changed(record)
    this.effects.committed(record)
    this.#options.store.hint('changes')
    if (!this.#time.isHeld && this.#isSoon(record)) this.#options.store.hint('due')
  }

  /** Told after a commit that a message was left for a case by no step of another. */
  readonly told = (): void => {
    this.#due.wake()
    if (!this.#time.isHeld) this.#options.store.hint('due')
  }

  /** Whether this node is the one that does what only one does at a time; one that was not started leaves it to its host. */
  keepsTime(): Promise<boolean> {
    return this.#time.keeps()
  }

  start(): void {
    this.#time.start(() => {
      this.#due.wake()
      this.schedules.wake()
      this.sweep.wake()
    })
    const quiet = [this.#versions, this.#housekeeping]
    for (const loop of [this.#due, this.schedules, this.sweep, ...quiet, this.effects]) loop.start()
  }

  /** Waits for what is under way, those first that leave work to the others. */
  async stop(): Promise<void> {
    const quiet = [this.#versions, this.#housekeeping]
    for (const loop of [this.sweep, this.schedules, this.#due, ...quiet]) await loop.stop()
    await this.#time.stop()
    // Behind the rest: what is under way outside may take long, and another node can keep the time meanwhile.
    await this.effects.stop()
    // Whoever asked for all that is due gets the count of what was done, not a store that closes under it.
    await Promise.allSettled(this.#asked)
  }

  /**
   * Does all that is due now. Gives how many pieces of work that were. Where another node keeps the time, that one does
   * it, and it is waited for. Effects are delivered in between, for as long as that makes something due. Throws
   * `definition-invalid` when they do not come to an end. A stop leaves the rest for later.
   */
  async runDue(): Promise<number> {
    const asked = this.#runAllDue()
    this.#asked.add(asked)
    try {
      return await asked
    } finally {
      this.#asked.delete(asked)
    }
  }

  async #runAllDue(): Promise<number> {
    for (let done = 0; ;) {
      done += await this.#time.during({ work: () => this.#workAll(), isDue: () => this.#isAnythingDue() })
      const delivered = await this.effects.runDue()
      done += delivered
      if (delivered === 0) return done
      if (done > this.#mostAtOnce) throw restless(this.#mostAtOnce)
    }
  }

  async #workAll(): Promise<number> {
    await this.#options.catalogue.refresh(this.#options.store.read)
    await this.sweep.run()
    let done = await this.schedules.runDue()
    // A round leaves messages only where it has brought as many as one may.
    do {
      if (done > this.#mostAtOnce) throw restless(this.#mostAtOnce)
      done += await this.#due.runDue()
    } while (this.#due.isCutShort)
    return done
  }

  async #isAnythingDue(): Promise<boolean> {
    const { store, clock } = this.#options
    const now = clock.now()
    const timers = await store.read.dueInstances(now, 1)
    const messages = await store.read.dueMessages(now, 1)
    const duty = await this.schedules.nextAt()
    return timers.length + messages.length > 0 || (duty !== undefined && duty <= now)
  }

  /** Whether whoever keeps the time would come too late with the next poll. */
  #isSoon(record: InstanceRecord): boolean {
    const { clock, pollInterval } = this.#options
    return isRelated(record) || (soonestTimer(record) ?? Infinity) <= clock.now() + pollInterval
  }
}

/** Heeds on every node what was deployed and retired on others. */
function versionLoop({ store, catalogue, clock, pollInterval, log }: LoopsOptions): RoundLoop {
  return new RoundLoop({
    ...{ clock, pollInterval },
    round: async () => {
      await catalogue.refresh(store.read)
      return 0
    },
    nextAt: () => Promise.resolve(undefined),
    failed: (error) => {
      const { code, detail } = loggedFailure(error)
      log({ level: 'error', code, message: `Deployed versions could not be read; tried again. ${detail}` })
    },
  })
}

function restless(mostAtOnce: number): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected what is due to come to an end, but more than ${mostAtOnce} pieces of work followed each other. Look for processes that answer each other's 'tell'.`,
  )
}
