import type { Pause } from '../calendar.js'
import type { TimeTrace, TraceLine } from '../instant.js'

/** Lines of days and stretches that are told one by one; what counts beyond them is summed up in one line. */
const mostLines = 1_000

/** What a line counts: nothing, time, or days. */
export interface Counted extends Pause {
  readonly ms?: number
  readonly days?: number
}

/** Hands lines on while there is room for them, and keeps the sum of the others. */
export class ToldLines {
  readonly #trace: TimeTrace
  #told = 0
  #rest: Required<Counted> | undefined

  constructor(trace: TimeTrace) {
    this.#trace = trace
  }

  /** Whether lines are only summed up by now. */
  get isFull(): boolean {
    return this.#rest !== undefined
  }

  /** A day or a stretch. One that counts nothing is left out where there is no room. */
  tell(line: TraceLine, counted?: Counted): void {
    this.#told += 1
    if (this.#told <= mostLines) this.#trace(line)
    else if (counted) this.add(counted)
  }

  /** Something that counts and is told in the sum only. */
  add({ from, to, ms = 0, days = 0 }: Counted): void {
    const before = this.#rest ?? { from, to, ms: 0, days: 0 }
    this.#rest = {
      from: Math.min(before.from, from),
      to: Math.max(before.to, to),
      ms: before.ms + ms,
      days: before.days + days,
    }
  }

  /** A line there is always room for. */
  tellSurely(line: TraceLine): void {
    this.#trace(line)
  }

  /** Tells the sum of what had no room, if there is any. */
  tellRest(): void {
    if (!this.#rest) return
    const { from, to, ms, days } = this.#rest
    this.#rest = undefined
    this.#trace({ kind: 'more', from, to, ...(ms > 0 ? { countedMs: ms } : { countedDays: days }) })
  }
}
