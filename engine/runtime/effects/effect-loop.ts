import type { InstanceRecord } from '../../core/record.js'
import type { EffectRow, Store } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { RoundLoop } from '../round-loop.js'
import { asksForEffects } from './asked-effects.js'
import { AttemptsUnderWay, type UnderWay } from './attempts-under-way.js'
import { deliverEffect, type DeliveryHost } from './deliver-effect.js'
import type { EffectSettings } from './effect-settings.js'
import { EffectSettler } from './effect-settler.js'
import type { Lanes } from './lanes.js'
import { holdEffects, type Switches } from './switches.js'

/** How often is asked whether something waits that nobody here delivers, in milliseconds. */
const lookForWaiting = 60_000

export interface EffectLoopOptions extends DeliveryHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly lanes: Lanes
  readonly switches: Switches
  /** Name of this node, as the rows have it that it has taken. */
  readonly node: string
  readonly pollInterval: number
  readonly effects: EffectSettings
  /** Told of every case that was changed. */
  readonly committed: (record: InstanceRecord) => void
  /** Told that a result was left for a case. */
  readonly told: () => void
}

/**
 * Delivers effects: takes those that are due and that this node has a handler for, as many as it has places for, each
 * for the time of a lease, and writes what came of them. Any number of nodes do so side by side. Started, it sleeps until
 * the next one is due, at most `pollInterval`; a step of this node that asks for something wakes it.
 */
export class EffectLoop {
  readonly #options: EffectLoopOptions
  readonly #loop: RoundLoop
  readonly #underWay: AttemptsUnderWay
  readonly #settler: EffectSettler
  readonly #named = new Set<string>()
  #nextAt: Instant | undefined
  #isWoken = false
  #looksAt = -Infinity
  #forgetHints = (): void => undefined

  constructor(options: EffectLoopOptions) {
    const { clock, pollInterval, effects, log } = options
    this.#options = options
    this.#underWay = new AttemptsUnderWay({
      ...options,
      lease: effects.lease,
      // A place is free, and the next one in order may be delivered now.
      freed: () => this.wake(),
    })
    this.#settler = new EffectSettler({ ...options, random: effects.random })
    this.#loop = new RoundLoop({
      clock,
      pollInterval,
      round: (mayGoOn) => this.#round(mayGoOn),
      nextAt: () => Promise.resolve(this.#nextAt),
      failed: (error) => {
        const { code, detail } = loggedFailure(error)
        const message = `Effects could not be taken; tried again at the next poll. ${detail}`
        log({ level: 'error', code, message })
      },
    })
  }

  /** Delivers what is due and goes on doing so. Safe to call twice. */
  start(): void {
    this.#forgetHints()
    this.#forgetHints = this.#options.store.onHint((topic) => {
      if (topic === 'effects') this.wake()
    })
    this.#loop.start()
  }

  /** Waits for the attempts under way, up to their time limits. What else is due stays due. */
  async stop(): Promise<void> {
    this.#forgetHints()
    await this.#loop.stop()
    await this.#underWay.idle()
  }

  /** Delivers what is due now, and what that makes due. Gives how many attempts that were. */
  async runDue(): Promise<number> {
    for (let done = 0; ;) {
      const begun = await this.#loop.run()
      await this.#underWay.idle()
      if (begun === 0) return done
      done += begun
    }
  }

  /** Told after every commit of this node. */
  committed(record: InstanceRecord): void {
    this.#underWay.changed(record)
    if (!asksForEffects(record)) return
    this.#options.store.hint('effects')
    this.wake()
  }

  /** Looks again soon. Many calls are one. */
  wake(): void {
    if (this.#isWoken) return
    this.#isWoken = true
    this.#loop.wake()
  }

  /** How many attempts of this node are under way. */
  get attempting(): number {
    return this.#underWay.lanes.length
  }

  /** Lanes this node has a handler for. */
  deliveredLanes(): readonly string[] {
    return this.#options.lanes.names
  }

  /** Lanes with an effect to be delivered that this node has no handler for. */
  async waitingLanes(): Promise<readonly string[]> {
    const { store, lanes } = this.#options
    return (await store.read.pendingLanes()).filter((lane) => !lanes.handler(lane))
  }

  async #round(mayGoOn: () => Promise<boolean>): Promise<number> {
    this.#isWoken = false
    if (await mayGoOn()) await this.#tellOfWaiting()
    for (let begun = 0; ;) {
      const taken = (await mayGoOn()) ? await this.#take() : []
      if (taken.length === 0) return begun
      for (const effect of taken) this.#begin(effect)
      begun += taken.length
    }
  }

  async #take(): Promise<readonly EffectRow[]> {
    const { store, clock, lanes, effects, node, switches } = this.#options
    const taken = this.#underWay.lanes
    if (lanes.names.length === 0 || taken.length >= effects.concurrency) return this.#nothingBefore(undefined)
    const soonest = [...(await store.read.soonestEffects(lanes.names))].sort(([, a], [, b]) => a - b)
    const now = clock.now()
    const due = soonest.flatMap(([lane, at]) => (at <= now ? [lane] : []))
    const shares = lanes.shares(due, { all: effects.concurrency, taken })
    if (shares.length === 0) return this.#nothingBefore(soonest[0]?.[1])
    if (await switches.isOn(holdEffects, store.read)) return this.#nothingBefore(undefined)
    return store.transaction(
      async (tx) => {
        if (await switches.isOn(holdEffects, tx, { anew: true })) return []
        return tx.claimEffects(shares, { now, until: now + effects.lease, holder: node })
      },
      { name: 'effect-claim' },
    )
  }

  #nothingBefore(at: Instant | undefined): readonly EffectRow[] {
    this.#nextAt = at
    return []
  }

  #begin(taken: EffectRow): void {
    const { lanes, clock, effects } = this.#options
    const effect = lanes.completed(taken)
    const leaseUntil = taken.nextAt ?? clock.now() + effects.lease
    const known = this.#underWay.at(effect.id)
    if (known) {
      // The lease was over before it could be renewed: the attempt that is still under way counts as this one.
      known.effect = effect
      known.leaseUntil = leaseUntil
      return
    }
    this.#underWay.add(effect, leaseUntil, (underWay) => this.#deliver(underWay))
  }

  async #deliver(underWay: UnderWay): Promise<void> {
    const outcome = await deliverEffect(this.#options, underWay)
    underWay.isTried = true
    const { effect, leaseUntil } = underWay
    await this.#settler.settle({ effect, outcome, leaseUntil })
  }

  /** Says once of each lane that what waits there waits for a handler. */
  async #tellOfWaiting(): Promise<void> {
    const { clock, log } = this.#options
    if (clock.now() < this.#looksAt) return
    this.#looksAt = clock.now() + lookForWaiting
    for (const lane of await this.waitingLanes()) {
      if (this.#named.has(lane)) continue
      this.#named.add(lane)
      log({ level: 'warn', message: `Effects of '${lane}' wait: this node has no handler for them.` })
    }
  }
}
