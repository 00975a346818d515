import type { Instant } from '../time/calendar.js'
import type { InstanceRecord, TimerRecord } from './record.js'

/** The armed timer to fire first among those due at or before `now`: by due time, then in the order of arming. */
export function nextTimer(record: InstanceRecord, now: Instant): TimerRecord | undefined {
  let next: TimerRecord | undefined
  for (const timer of record.timers)
    if (timer.dueAt <= now && (!next || comesBefore(timer, next))) next = timer
  return next
}

function comesBefore(a: TimerRecord, b: TimerRecord): boolean {
  return a.dueAt === b.dueAt ? numberOf(a) < numberOf(b) : a.dueAt < b.dueAt
}

/** `<instance>-m12` is the twelfth. */
function numberOf({ id }: TimerRecord): number {
  return Number(id.slice(id.lastIndexOf('-m') + 2))
}
