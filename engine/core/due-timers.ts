import type { CheckedProcess } from '../definition/checked-process.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/calendar.js'
import type { Facts } from './command.js'
import { factsAfter } from './facts-after.js'
import { nextTimer } from './next-timer.js'
import type { InstanceRecord } from './record.js'
import { step } from './step.js'
import type { Advanced } from './step-result.js'

/** Most timers `applyDue` fires in one go, and most that may fire at one moment. */
export const longestTimerChain = 10_000

/**
 * Every timer due at or before `now`, fired one by one, each at its own due time, those armed on the way included.
 * So it does not matter when somebody looks: late or early, record and trail come out the same. Ends only when nothing
 * is due any more. Throws `definition-invalid` when more than `longestTimerChain` fire at one moment: they would never
 * come to an end.
 */
export function* dueSteps(
  process: CheckedProcess,
  facts: Facts,
  record: InstanceRecord,
  now: Instant,
): Generator<Advanced, void> {
  let current = record
  let world = facts
  let atOneMoment = 0
  // A clock that was set back does not bring back the time before the last change.
  const until = Math.max(now, record.updatedAt)
  for (let timer = nextTimer(current, until); timer; timer = nextTimer(current, until)) {
    const result = step(process, world, current, { kind: 'fire', timer: timer.id }, timer.dueAt)
    if (result.kind === 'refused')
      throw new EngineError(
        'engine-bug',
        `Expected timer '${timer.id}' to fire, but it was refused. Please report this.`,
      )
    atOneMoment = result.after.updatedAt === current.updatedAt ? atOneMoment + 1 : 1
    if (atOneMoment > longestTimerChain) throw restless(process)
    yield result
    current = result.after
    world = factsAfter(world, result.shared)
  }
}

/**
 * The due timers as `dueSteps` fires them, but at most `longestTimerChain`. Whoever gets that many asks again, from
 * the record they lead to: `step` takes no other command while a timer is due.
 */
export function applyDue(
  process: CheckedProcess,
  facts: Facts,
  record: InstanceRecord,
  now: Instant,
): readonly Advanced[] {
  const applied: Advanced[] = []
  for (const advanced of dueSteps(process, facts, record, now)) {
    applied.push(advanced)
    if (applied.length >= longestTimerChain) break
  }
  return applied
}

function restless({ id }: CheckedProcess): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected the timers of '${id}' to come to rest, but more than ${longestTimerChain} fired at one moment. ` +
      'Look for states that lead to each other after no time.',
  )
}
