import type { Store } from '../../store/port.js'
import type { EngineLog } from '../ports.js'

/** Part of a lease at whose end its holder stops working, so that it has stopped before another may begin. */
const safePart = 0.9

/** After a refusal nobody is asked again for this long, in milliseconds: several loops ask, one after the other. */
const longestRefusal = 1000

export interface LeaseOptions {
  readonly store: Pick<Store, 'takeLease' | 'releaseLease'>
  readonly name: string
  /** Id of this node. */
  readonly node: string
  /** How long it lasts without being renewed, in milliseconds. */
  readonly duration: number
  /** Told when another node had it in between. */
  readonly log?: EngineLog
  /** Called when it was taken by itself, from a node that had it before. */
  readonly taken?: () => void
  /** Time that is never set, in milliseconds; that of the process unless given. */
  readonly elapsed?: () => number
}

/**
 * A name that one node holds at a time, renewed at a third of its duration while it is wanted; while another node has it,
 * it is asked for again when that one's time is over. States: *free* or
 * *others'* → `hold` → *held* → (not renewed in time) *lapsed* → `hold` asks again. A holder counts from before it asked,
 * by a clock that nobody sets, and stops at nine tenths: it knows that it has lost the lease before another one can have
 * it. Unless it is held up in the middle of a piece of work; so what is done under a lease has to be right without it.
 */
export class Lease {
  readonly #options: LeaseOptions
  readonly #elapsed: () => number
  /** Who want it held; it is renewed as long as there is one. */
  #wanted = 0
  #safeUntil = -Infinity
  #refusedUntil = -Infinity
  #holder: string | undefined
  #asking: Promise<boolean> | undefined
  #renewal: NodeJS.Timeout | undefined

  constructor(options: LeaseOptions) {
    this.#options = options
    this.#elapsed = options.elapsed ?? (() => performance.now())
  }

  /** Whether it is held, without asking anybody. To be looked at before each piece of work. */
  get isHeld(): boolean {
    return this.#elapsed() < this.#safeUntil
  }

  /** Who had it when it was last asked for. */
  get holder(): string | undefined {
    return this.#holder
  }

  /** Whether it is held, after having tried to take it. Throws what the database throws. */
  async hold(): Promise<boolean> {
    if (this.isHeld) return true
    if (this.#elapsed() < this.#refusedUntil) return false
    return this.#ask()
  }

  /** Has it renewed, once it is held, until `unwant`. To be called once for each who wants it. */
  want(): void {
    this.#wanted += 1
    this.#planRenewal()
  }

  /**
   * Takes one `want` back, and gives the lease back with the last one. What goes wrong lets it run out. Gives whether
   * others can have it now.
   */
  async unwant(): Promise<boolean> {
    this.#wanted -= 1
    if (this.#wanted > 0) return false
    clearTimeout(this.#renewal)
    await this.#asking?.catch(() => undefined)
    const { store, name, node } = this.#options
    const mayBeOurs = this.#safeUntil > -Infinity
    this.#safeUntil = -Infinity
    if (!mayBeOurs) return false
    return store.releaseLease({ name, holder: node }).then(
      () => true,
      () => false,
    )
  }

  /** Somebody else may have given it back. */
  mayBeFree(): void {
    this.#refusedUntil = -Infinity
  }

  #ask(): Promise<boolean> {
    return (this.#asking ??= this.#take().finally(() => (this.#asking = undefined)))
  }

  async #take(): Promise<boolean> {
    const { store, name, node, duration } = this.#options
    const asked = this.#elapsed()
    const { held, holder, remaining } = await store.takeLease({ name, holder: node, duration })
    if (held) {
      this.#safeUntil = asked + duration * safePart
      this.#planRenewal()
    } else {
      const refusedFor = Math.min(remaining, longestRefusal)
      this.#refusedUntil = this.#elapsed() + refusedFor
      this.#safeUntil = -Infinity
      this.#planAsking(refusedFor)
    }
    this.#tell(held ? node : holder)
    return held
  }

  #planRenewal(): void {
    if (this.isHeld) this.#planAsking(this.#options.duration / 3)
    else clearTimeout(this.#renewal)
  }

  #planAsking(wait: number): void {
    clearTimeout(this.#renewal)
    if (this.#wanted === 0) return
    this.#renewal = setTimeout(() => void this.#renew(), wait)
    // A process that has nothing else to do may end.
    this.#renewal.unref()
  }

  /** One that fails is tried again while the lease lasts; then whoever needs it asks, and is told what is wrong. */
  async #renew(): Promise<void> {
    const wasHeld = this.isHeld
    try {
      if ((await this.#ask()) && !wasHeld) this.#options.taken?.()
    } catch {
      this.#planRenewal()
    }
  }

  #tell(holder: string): void {
    const before = this.#holder
    this.#holder = holder
    const { name, node, log } = this.#options
    if (before === undefined || before === holder) return
    const message =
      holder === node
        ? `This node (${node}) holds '${name}' now, after ${before}.`
        : `Node ${holder} holds '${name}' now, and not this one (${node}).`
    if (before === node || holder === node) log?.({ level: 'info', message })
  }
}
