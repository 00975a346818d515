import type { InstanceRecord } from '../../core/record.js'
import type { EffectRow, Store } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'

/** An attempt of this node, from when its effect is taken until what came of it is written. */
export interface UnderWay {
  effect: EffectRow
  /** Aborted when nobody wants the effect any more, and at its time limit. */
  readonly controller: AbortController
  /** When the effect falls due for others. */
  leaseUntil: Instant
  /** Nothing is tried any more, only written: the lease is not renewed behind that. */
  isTried: boolean
  readonly over: Promise<void>
}

export interface UnderWayOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: EngineLog
  readonly node: string
  /** How long an effect is a node's unless it says that it is still at work, in milliseconds. */
  readonly lease: number
  /** Told of every attempt that is over. */
  readonly freed: () => void
}

/**
 * The attempts of this node. As long as they last their leases are renewed, well before they end; what was cancelled
 * meanwhile is aborted: at once where the step was made here, with the next renewal where it was made elsewhere.
 */
export class AttemptsUnderWay {
  readonly #options: UnderWayOptions
  readonly #byEffect = new Map<string, UnderWay>()
  #forgetRenewal: (() => void) | undefined
  #renewing: Promise<void> = Promise.resolve()

  constructor(options: UnderWayOptions) {
    this.#options = options
  }

  /** Lanes of the attempts, one for each. */
  get lanes(): readonly string[] {
    return [...this.#byEffect.values()].map(({ effect }) => effect.lane)
  }

  /** The attempt at an effect, where one is under way. */
  at(effect: string): UnderWay | undefined {
    return this.#byEffect.get(effect)
  }

  /** Adds an attempt, which leaves by itself when it is over. */
  add(effect: EffectRow, leaseUntil: Instant, work: (underWay: UnderWay) => Promise<void>): void {
    let end = (): void => undefined
    const underWay: UnderWay = {
      ...{ effect, leaseUntil, controller: new AbortController(), isTried: false },
      over: new Promise((resolve) => (end = resolve)),
    }
    this.#byEffect.set(effect.id, underWay)
    this.#planRenewal()
    void work(underWay)
      .catch((error: unknown) => this.#tell(effect, error))
      .then(() => {
        this.#byEffect.delete(effect.id)
        if (this.#byEffect.size === 0) this.#forget()
        end()
        this.#options.freed()
      })
  }

  /** Aborts what a case does not wait for any more. Told after every commit of this node. */
  changed({ id, invocations }: InstanceRecord): void {
    for (const { effect, controller } of this.#byEffect.values())
      if (
        effect.instance === id &&
        effect.kind === 'invoke' &&
        invocations.every((one) => one.id !== effect.id)
      )
        controller.abort(new Error('The visit that asked for it is over.'))
  }

  /** Settles when none is under way any more. */
  async idle(): Promise<void> {
    while (this.#byEffect.size > 0) await Promise.all([...this.#byEffect.values()].map(({ over }) => over))
    await this.#renewing
  }

  /** Its lease sees to the effect. */
  #tell({ id, instance }: EffectRow, error: unknown): void {
    const { code, detail } = loggedFailure(error)
    const message = `An attempt at effect '${id}' could not be seen to its end. ${detail}`
    this.#options.log({ level: 'error', code, instance, message })
  }

  #forget(): void {
    this.#forgetRenewal?.()
    this.#forgetRenewal = undefined
  }

  #planRenewal(): void {
    const { clock, lease } = this.#options
    this.#forgetRenewal ??= clock.wakeAt(clock.now() + Math.floor(lease / 3), () => {
      this.#forgetRenewal = undefined
      this.#renewing = this.#renew().finally(() => {
        if (this.#byEffect.size > 0) this.#planRenewal()
      })
    })
  }

  async #renew(): Promise<void> {
    const { store, clock, log, node: holder, lease } = this.#options
    const tried = [...this.#byEffect.values()].filter(({ isTried }) => !isTried)
    const ids = tried.map(({ effect }) => effect.id)
    if (ids.length === 0) return
    const until = clock.now() + lease
    try {
      const kept = await store.transaction((tx) => tx.renewEffects(ids, { until, holder }), {
        name: 'effect-renew',
      })
      for (const one of tried) if (kept.includes(one.effect.id)) one.leaseUntil = until
      await this.#abortSettled(ids.filter((id) => !kept.includes(id)))
    } catch (error) {
      const { code, detail } = loggedFailure(error)
      const message = `The leases of ${ids.length} effects could not be renewed; tried again in ${lease / 3000} seconds. ${detail}`
      log({ level: 'warn', code, message })
    }
  }

  /** What another node has taken over goes on: the first success counts. */
  async #abortSettled(ids: readonly string[]): Promise<void> {
    for (const { id, status } of await this.#options.store.read.effectsById(ids))
      if (status !== 'pending')
        this.#byEffect.get(id)?.controller.abort(new Error(`The effect is ${status} by now.`))
  }
}
