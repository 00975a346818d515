import { formatInstant, type Instant } from '../../time/index.js'
import type { CalendarDiff } from './calendar-diff.js'
import { diffSummary } from './diff-words.js'

/** A comparison as HTTP and `--json` show it: times in RFC 3339 with the offset of the calendar's zone, and the sentence that sums it up. */
export function diffView(diff: CalendarDiff): object {
  const { at, listed, ...rest } = diff
  const time = (instant: Instant): string => formatInstant(instant, diff.zone)
  return {
    text: diffSummary(diff),
    ...rest,
    at: time(at),
    listed: listed.map(({ clocks, timers, ...one }) => ({
      ...one,
      clocks: clocks.map((one) => pointView(one, time)),
      timers: timers.map((one) => pointView(one, time)),
    })),
  }
}

function pointView(
  { from, to, ...point }: CalendarDiff['listed'][number]['clocks' | 'timers'][number],
  time: (at: Instant) => string,
): object {
  return {
    ...point,
    ...(from === undefined ? {} : { from: time(from) }),
    ...(to === undefined ? {} : { to: time(to) }),
  }
}
