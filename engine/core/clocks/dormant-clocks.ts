import type { Instant } from '../../time/calendar.js'
import type { DormantRecord } from '../record.js'
import { beginsByData, type Clock } from './clock-plan.js'
import type { Run } from './clock-run.js'
import { changePauses, pausedSince, type Pausable } from './pause-runs.js'

type Dormant = Pausable & Pick<Run, 'breaches' | 'rungs'>

/**
 * What deadlines keep of the running visit while they do not run: the pauses of those that begin at a time in the data,
 * which may turn out to lie before them, and the breaches of a run whose date the data took away, so that the same date
 * is not broken twice.
 */
export class DormantClocks {
  readonly #kept = new Map<string, Dormant>()

  constructor(before: readonly DormantRecord[] = []) {
    for (const { id, pauses = [], paused, breaches = [], rungs = {} } of before)
      this.#kept.set(id, { pauses, paused, breaches, rungs })
  }

  /** Gives a run that begins what was kept for it. Tells whether there was anything. */
  wake(run: Run): boolean {
    const kept = this.#kept.get(run.id)
    if (!kept) return false
    Object.assign(run, kept)
    return this.#kept.delete(run.id)
  }

  /** Keeps what a run leaves that ended while its visit goes on. */
  keep(run: Run, { dropped }: { readonly dropped: boolean }): void {
    const { clock, pauses, paused } = run
    const rest = beginsByData(clock) ? { pauses, paused } : { pauses: [], paused: undefined }
    const { breaches, rungs } = dropped ? run : { breaches: [], rungs: {} }
    if (rest.pauses.length + breaches.length > 0 || rest.paused)
      this.#kept.set(run.id, { ...rest, breaches, rungs })
  }

  /** A deadline that waits for its start stands still, or goes on. */
  pause(
    { id }: Clock,
    by: readonly string[],
    {
      at,
      active,
    }: { readonly at: Instant; readonly active: ReadonlyMap<string, { readonly began: Instant }> },
  ): void {
    const kept = this.#kept.get(id)
    if (kept) changePauses(kept, by, at)
    else if (by.length > 0)
      this.#kept.set(id, {
        pauses: [],
        paused: { from: pausedSince(by, active, at), by },
        breaches: [],
        rungs: {},
      })
  }

  /** The visit is over. */
  forget(id: string): void {
    this.#kept.delete(id)
  }

  records(): readonly DormantRecord[] {
    return [...this.#kept].map(([id, { pauses, paused, breaches, rungs }]) => ({
      id,
      ...(pauses.length === 0 ? {} : { pauses }),
      ...(paused ? { paused } : {}),
      ...(breaches.length === 0 ? {} : { breaches }),
      ...(Object.keys(rungs).length === 0 ? {} : { rungs }),
    }))
  }
}
