import type { Instant } from '../../time/calendar.js'
import type { ClockRecord } from '../record.js'

/** What stands still and goes on: a run, or a deadline that waits for its start. */
export interface Pausable {
  pauses: NonNullable<ClockRecord['pauses']>
  paused: ClockRecord['paused']
}

/** Stands for a suspension among the paths of states that pause a clock: no state can have this path. */
export const suspension = '@suspended'

/**
 * Pauses something, lets it go on, or notes that something else pauses it now. A pause of no length leaves no trace.
 * Tells whether anything changed.
 */
export function changePauses(one: Pausable, by: readonly string[], at: Instant): boolean {
  const { paused } = one
  if (paused ? sameTexts(paused.by, by) : by.length === 0) return false
  const from = Math.max(at, paused?.from ?? at, one.pauses.at(-1)?.to ?? at)
  if (paused && paused.from < from)
    one.pauses = [...one.pauses, { from: paused.from, to: from, by: paused.by }]
  one.paused = by.length > 0 ? goOnPausing(one, by, from) : undefined
  return true
}

/** Where something else paused it for no time in between, it is the same pause as before. */
function goOnPausing(one: Pausable, by: readonly string[], from: Instant): NonNullable<Pausable['paused']> {
  const last = one.pauses.at(-1)
  if (!last || last.to !== from || !sameTexts(last.by, by)) return { from, by }
  one.pauses = one.pauses.slice(0, -1)
  return { from: last.from, by }
}

/** Since when the states have paused what begins now; `otherwise` where only a suspension does. */
export function pausedSince(
  by: readonly string[],
  active: ReadonlyMap<string, { readonly began: Instant }>,
  otherwise: Instant,
): Instant {
  const began = by.flatMap((path) => active.get(path)?.began ?? [])
  return began.length === 0 ? otherwise : Math.min(...began)
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}
