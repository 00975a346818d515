import type { Calendar } from '../../time/calendar.js'
import type { Clock } from '../clocks/clock-plan.js'
import { clockRule, clockRun } from '../clocks/count-run.js'
import type { ClockRecord, WaitRecord } from '../record.js'
import type { Counted } from './explained-clock.js'
import type { TraceLine } from './time-types.js'

/** What has to be known of a run to count it again. */
export type CountedRun = Pick<ClockRecord, 'startedAt' | 'pauses' | 'paused' | 'reads'> &
  Pick<WaitRecord, 'sentFor' | 'anchor'>

/**
 * Counts a run with its trace; `undefined` for a time of day that repeats, for a reminder that has come before, and where what it followed is not known any
 * more.
 */
export function countClock(calendar: Calendar, clock: Clock, run: CountedRun): Counted | undefined {
  const repeats = clock.kind === 'remind' && (clock.rule.every.at !== undefined || run.anchor !== undefined)
  if (repeats) return undefined
  const rule = clockRule(clock, run)
  if (!rule) return undefined
  const trace: TraceLine[] = []
  const counted = clockRun(run)
  const span = calendar.dueOf(rule, counted, (line) => trace.push(line))
  return { rule, run: counted, span, trace }
}
