import type { Clock } from '../clocks/clock-plan.js'
import type { ClockRecord, TimerRecord } from '../record.js'
import type { Calendar } from '../../time/calendar.js'
import type { Upcoming } from './explained-clock.js'
import { partOfKey, timerRule } from './timer-rule.js'
import { countTimer, type CountedTimers } from './timer-trace.js'

/** The timers of one clock that have not fired, by their due point, each with its rule and how it was counted. */
export function upcomingOf(
  clock: Clock,
  run: Pick<ClockRecord, 'id' | 'state'> & CountedTimers,
  { calendar, timers }: { readonly calendar: Calendar; readonly timers: readonly TimerRecord[] },
): readonly Upcoming[] {
  return timers
    .filter((timer) => timer.state === run.state && belongs(clock, run.id, timer))
    .map((timer) => upcoming(clock, timer, countTimer(calendar, clock, { run, timer })))
    .sort((a, b) => a.dueAt - b.dueAt)
}

function upcoming(clock: Clock, timer: TimerRecord, count: Upcoming['count']): Upcoming {
  const { id, kind, key, dueAt, provisional } = timer
  return {
    timer: id,
    kind,
    key,
    dueAt,
    provisional,
    to: toldBy(clock, timer),
    rule: timerRule(clock, timer),
    ...(count ? { count } : {}),
  }
}

function belongs(clock: Clock, id: string, { kind, key }: TimerRecord): boolean {
  if (clock.kind !== 'deadline') return kind === clock.kind && id.endsWith(`@${kind}.${key}`)
  if (kind === 'breach') return key === clock.key
  if (kind !== 'warn' && kind !== 'escalate') return false
  // A rung or warning has no dot in its name, names of deadlines neither.
  return key.slice(0, key.lastIndexOf('.')) === clock.key
}

/** Whom a timer tells by its rule. Whom a warning without actions of its own tells is not known before. */
function toldBy(clock: Clock, { kind, key }: TimerRecord): readonly string[] {
  if (clock.kind === 'remind' || clock.kind === 'notice') return clock.rule.to
  if (clock.kind !== 'deadline' || kind !== 'escalate') return []
  const rung = partOfKey(key)
  return rung === 'breach' ? clock.rule.escalate : (clock.rule.ladder[Number(rung)]?.to ?? [])
}
