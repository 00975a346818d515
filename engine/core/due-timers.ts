import type { CheckedProcess } from '../definition/checked-process.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/calendar.js'
import type { Facts } from './command.js'
import type { InstanceRecord, TimerRecord } from './record.js'
import { step } from './step.js'
import type { Advanced } from './step-result.js'

/** Most timers fired in one go. What is still due then is due in the next. */
export const longestTimerChain = 10_000

/** The armed timer to fire first among those due at or before `now`: by due time, then in the order of arming. */
export function nextTimer(record: InstanceRecord, now: Instant): TimerRecord | undefined {
  let next: TimerRecord | undefined
  for (const timer of record.timers)
    if (timer.dueAt <= now && (!next || comesBefore(timer, next))) next = timer
  return next
}

/**
 * Applies every timer due at or before `now`, one by one, each at its own due time, those armed on the way included.
 * So it does not matter when somebody looks: late or early, record and trail come out the same. Bounded by
 * `longestTimerChain`.
 */
export function applyDue(
  process: CheckedProcess,
  facts: Facts,
  record: InstanceRecord,
  now: Instant,
): readonly Advanced[] {
  const applied: Advanced[] = []
  let current = record
  for (let timer = nextTimer(current, now); timer; timer = nextTimer(current, now)) {
    const result = step(process, facts, current, { kind: 'fire', timer: timer.id }, timer.dueAt)
    if (result.kind === 'refused')
      throw new EngineError(
        'engine-bug',
        `Expected timer '${timer.id}' to fire, but it was refused. Please report this.`,
      )
    applied.push(result)
    current = result.after
    if (applied.length >= longestTimerChain) break
  }
  return applied
}

function comesBefore(a: TimerRecord, b: TimerRecord): boolean {
  return a.dueAt === b.dueAt ? numberOf(a) < numberOf(b) : a.dueAt < b.dueAt
}

/** `<instance>-m12` is the twelfth. */
function numberOf({ id }: TimerRecord): number {
  return Number(id.slice(id.lastIndexOf('-m') + 2))
}
