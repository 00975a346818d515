import type { StoreReads, SwitchRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { Clock } from '../ports.js'

/** The switch that holds everything that goes outside. */
export const holdEffects = 'hold-effects'

/** The switch under which no new case of a process begins. */
export function drainOf(process: string): string {
  return `drain:${process}`
}

/**
 * What operators have switched on for all nodes, as this node knows it: read again once what it knows is older than a
 * poll. So what another node's operator does is heeded here within that time, and asking costs nothing in between.
 */
export class Switches {
  readonly #clock: Pick<Clock, 'now'>
  readonly #pollInterval: number
  #on: ReadonlySet<string> = new Set()
  #readAt: Instant = -Infinity

  constructor({
    clock,
    pollInterval,
  }: {
    readonly clock: Pick<Clock, 'now'>
    readonly pollInterval: number
  }) {
    this.#clock = clock
    this.#pollInterval = pollInterval
  }

  /** Whether a switch is on. `anew`: asks the database in any case. */
  async isOn(name: string, reads: Pick<StoreReads, 'switches'>, { anew = false } = {}): Promise<boolean> {
    const now = this.#clock.now()
    // A clock that was set back must not keep what is old.
    const age = now - this.#readAt
    if (anew || age >= this.#pollInterval || age < 0) this.keep(await reads.switches())
    return this.#on.has(name)
  }

  /** Takes over what is on. */
  keep(rows: readonly SwitchRow[]): void {
    this.#on = new Set(rows.map(({ name }) => name))
    this.#readAt = this.#clock.now()
  }
}
