/** A point in time: milliseconds since 1970-01-01T00:00:00Z, a whole number. Borders write it as RFC 3339. */
export type Instant = number

/** About the year 9999 with room for the longest duration on both sides. */
const farthest = 2.6e14

/** Whether a number is an instant one can count from: whole milliseconds, in the years one can write. */
export function isInstant(at: number): boolean {
  return Number.isInteger(at) && Math.abs(at) <= farthest
}

/**
 * What one line of a trace tells. Lines come in the order of time, `result` is the last; of days that are counted to
 * the same time the pauses follow behind the days.
 *
 * - `counted`: `from` to `to` counts; in working time also the `day` whose hours it lies in.
 * - `counted-day`, `counted-make-up-day`, `counted-date-hours`: `day` counts; `note` says why it is worked on.
 * - `make-up-day`, `date-hours`: the hours of `day` that follow as `counted` are not those of its weekday.
 * - `holiday` (`note` is its name), `no-hours`, `closed`: nobody works on `day`. `closed` with `from` and `to` is a
 *   closure of the calendar.
 * - `paused`: the clock stood from `from` to `to`. `paused-day`: so it did at the close of `day`, which does not count.
 * - `moved`: the last day, or the due point (`from`, `to`), moved to `day`; `note` says why.
 * - `point`: the date (`day`) or instant (`to`) in the data from which it is counted, or which is the due point.
 * - `more`: a trace that grew long leaves off here: between `from` and `to` further time (`countedMs`) or days
 *   (`countedDays`) count that are not told one by one, and what was left out is not told either.
 * - `unpublished-year`: from `day` on the holidays are not known.
 * - `result`: the due point, in `to`.
 */
export type TraceKind =
  | 'counted'
  | 'counted-day'
  | 'counted-make-up-day'
  | 'counted-date-hours'
  | 'make-up-day'
  | 'date-hours'
  | 'holiday'
  | 'no-hours'
  | 'closed'
  | 'paused'
  | 'paused-day'
  | 'moved'
  | 'point'
  | 'more'
  | 'unpublished-year'
  | 'result'

/** One line of a trace. Which members it has depends on its kind. */
export interface TraceLine {
  readonly kind: TraceKind
  readonly from?: Instant
  readonly to?: Instant
  /** Local date `yyyy-mm-dd`. */
  readonly day?: string
  readonly note?: string
  /** Milliseconds that count, of `more`. */
  readonly countedMs?: number
  /** Days that count, of `more`. */
  readonly countedDays?: number
}

/** Receives what a calculation did, so that "why is it due then?" can be answered. */
export type TimeTrace = (line: TraceLine) => void
