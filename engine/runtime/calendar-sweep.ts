import type { InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import type { CalendarSet, Store, StoreTransaction } from '../store/port.js'
import { countAgain } from './case-work.js'
import { loggedFailure } from './failure-text.js'
import type { Clock, EngineLog } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { isStaleSet } from './stale-calendars.js'
import { lockRecord } from './stored-record.js'

/** Cases of one transaction: few, since every other writer waits for them. */
const batchSize = 25

export interface CalendarSweepOptions {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  /** How long a busy database is left alone, in milliseconds. */
  readonly pollInterval: number
  /** Whether this node is the one to do it, asked before each batch; it always is unless given. */
  readonly holds?: () => Promise<boolean>
  /** Told of every case that was worked on, so that an earlier timer is not slept through. */
  readonly committed: (record: InstanceRecord) => void
}

interface Counts {
  cases: number
  moved: number
  failed: number
}

/**
 * Brings the clocks of all open cases up to date with the calendars in force. Modes: *due* after a deployment until a
 * sweep has gone through; *running* while it works, batch by batch, each a transaction of its own. It keeps no notes:
 * a case that was counted again no longer stands among the stale ones, so one that was killed goes on with the rest.
 * A case that fails is logged and left to its next event; a busy database is tried again a little later.
 */
export class CalendarSweep {
  readonly #options: CalendarSweepOptions
  #due = true
  #started = false
  #stopping = false
  #round: Promise<void> = Promise.resolve()
  #cancelRetry = (): void => undefined

  constructor(options: CalendarSweepOptions) {
    this.#options = options
  }

  /** Begins to work in the background, now and after each deployment. Safe to call twice. */
  start(): void {
    if (this.#started) return
    this.#started = true
    this.#inBackground()
  }

  /** Told of a deployment: calendars may have changed. */
  deployed(): void {
    this.#due = true
    if (this.#started) this.#inBackground()
  }

  /** Resolves when every case is up to date, or failed and was logged. Waits for a sweep under way. */
  run(): Promise<void> {
    const own = this.#round.then(() => this.#sweep())
    this.#round = own.catch(() => undefined)
    return own
  }

  /** Waits for the batch under way; the rest stays to be done. Safe to call when it was not started, and twice. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#started = false
    this.#cancelRetry()
    await this.#round
  }

  /** Looks now whether something was left, where it was started: this node may keep the time now. */
  wake(): void {
    if (this.#started && this.#due) this.#inBackground()
  }

  #inBackground(): void {
    this.run()
      .catch((error: unknown) => {
        const { code, detail } = loggedFailure(error)
        const message = `Counting cases again stopped and is taken up later. ${detail}`
        this.#options.log({ level: 'warn', code, message })
      })
      .then(
        () => this.#planRest(),
        () => undefined,
      )
  }

  /** What another node does, or failed, is looked at again. */
  #planRest(): void {
    if (!this.#started || !this.#due) return
    const { clock, pollInterval } = this.#options
    this.#cancelRetry()
    this.#cancelRetry = clock.wakeAt(clock.now() + pollInterval, () => this.#inBackground())
  }

  async #mayGoOn(): Promise<boolean> {
    if (this.#stopping) return false
    return (await this.#options.holds?.()) ?? true
  }

  async #sweep(): Promise<void> {
    if (!this.#due || !(await this.#mayGoOn())) return
    const { store, catalogue, log } = this.#options
    const counts: Counts = { cases: 0, moved: 0, failed: 0 }
    // A deployment meanwhile makes it due again.
    this.#due = false
    let isDone = true
    try {
      for (const set of await store.read.calendarSets())
        if (isStaleSet(set, (id) => catalogue.hashOf(id)))
          isDone = (await this.#sweepSet(set.key, counts)) && isDone
    } catch (error) {
      isDone = false
      throw error
    } finally {
      if (!isDone) this.#due = true
      if (counts.cases + counts.failed > 0) log({ level: 'info', message: told(counts) })
    }
  }

  /** Gives whether it got through. */
  async #sweepSet(set: CalendarSet['key'], counts: Counts): Promise<boolean> {
    const { read } = this.#options.store
    let cursor: string | undefined
    do {
      if (!(await this.#mayGoOn())) return false
      const page = await read.instancesCountedWith(set, {
        limit: batchSize,
        ...(cursor === undefined ? {} : { cursor }),
      })
      await this.#batch(page.items, counts)
      cursor = page.next
    } while (cursor !== undefined)
    return true
  }

  /** All of them in one transaction; one by one when that fails, so that only the guilty one is left behind. */
  async #batch(ids: readonly string[], counts: Counts): Promise<void> {
    try {
      await this.#transaction(ids, counts)
    } catch (error) {
      if (isBusy(error)) throw error
      for (const id of ids)
        await this.#transaction([id], counts).catch((failure: unknown) => {
          if (isBusy(failure)) throw failure
          counts.failed += 1
          const { code, detail } = loggedFailure(failure)
          const message = `A case could not be counted again; tried again with its next event. ${detail}`
          this.#options.log({ level: 'error', code, instance: id, message })
        })
    }
  }

  async #transaction(ids: readonly string[], counts: Counts): Promise<void> {
    const { store, committed } = this.#options
    const worked = await store.transaction(
      async (tx) => {
        const done: { record: InstanceRecord; moved?: number }[] = []
        for (const id of ids) {
          const one = await this.#bringUpToDate(tx, id)
          if (one) done.push(one)
        }
        return done
      },
      { name: 'sweep' },
    )
    for (const { record, moved } of worked) {
      committed(record)
      if (moved === undefined) continue
      counts.cases += 1
      counts.moved += moved
    }
  }

  async #bringUpToDate(
    tx: StoreTransaction,
    id: string,
  ): Promise<{ record: InstanceRecord; moved?: number } | undefined> {
    const { catalogue, clock } = this.#options
    const before = await lockRecord(tx, id)
    // An event may have been faster, and a replayed case is history.
    if (!before || before.replayed) return undefined
    const process = await catalogue.version(tx, before.version)
    return countAgain(tx, catalogue, { process, before, now: clock.now(), mode: 'live' })
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof EngineError && (error.retryable || error.code === 'engine-stopped')
}

function told({ cases, moved, failed }: Counts): string {
  const rest = failed === 0 ? '' : `, ${count(failed, 'case')} failed`
  return `Calendars have changed: ${count(cases, 'case')} counted again, ${count(moved, 'due point')} moved${rest}.`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
