import type { InstanceRecord } from '../../core/record.js'
import type { Instant } from '../../time/instant.js'

/** Due point of the armed timer of a case that is due first; `undefined` where it has none. */
export function soonestTimer({ timers }: Pick<InstanceRecord, 'timers'>): Instant | undefined {
  let soonest: Instant | undefined
  for (const { dueAt } of timers) if (soonest === undefined || dueAt < soonest) soonest = dueAt
  return soonest
}
