import type { Pause, PeriodText, Weekday } from './calendar.js'
import type { DuePoint } from './calendar.js'
import type { Duration, DurationRange } from './duration.js'
import type { Instant } from './instant.js'

/** What a clock counts to: a stretch of time from its start, or a point the data gives. */
export type ClockRule =
  | { readonly kind: 'within'; readonly range: DurationRange }
  | {
      readonly kind: 'until'
      /** A date `yyyy-mm-dd`, which ends at the close of its day, or an instant. */
      readonly point: string | Instant
      /** `1 month before`, `2 working days after`: counted from the point instead of being it. */
      readonly by?: { readonly duration: Duration; readonly direction: 'before' | 'after' }
    }

/** One run of a clock: what has to be known besides its rule and its calendar to say when it is due. */
export interface ClockRun {
  readonly startedAt: Instant
  /** Pauses that are over, in order, not overlapping; those of no length have no effect. */
  readonly pauses: readonly Pause[]
  /** Paused since then; the span tells what would be due if it went on at this instant. */
  readonly pausedSince?: Instant
}

export interface ClockSpan {
  readonly due: DuePoint
  /** Lower end of a range. */
  readonly lower?: DuePoint
}

/** When a warning comes: before the due point, after the start, or when a share (0 to 1) of the time is used up. */
export type WarningPoint =
  | { readonly kind: 'before'; readonly duration: Duration }
  | { readonly kind: 'after-start'; readonly duration: Duration }
  | { readonly kind: 'share'; readonly share: number }

/** `every 5 working days`, `every working day at 09:00`. With `at`, `every` counts days, weeks or months. */
export interface Recurrence {
  readonly every: Duration
  /** Local time `HH:mm`. */
  readonly at?: string
}

/** Where a repetition began, and the pauses that put its next occurrence off. */
export interface RecurrenceAnchor {
  readonly from: Instant
  /** In order, not overlapping. A time of day is what it is: pauses do not move it. */
  readonly pauses?: readonly Pause[]
}

/**
 * When something may happen: on these weekdays, in these hours, in a calendar's open hours. What is left out does not
 * restrict. Local times are those of the zone of the calendar that is asked.
 */
export interface TimeWindow {
  readonly days?: readonly Weekday[]
  /** Periods of a day; one that ends at or before its start runs past midnight and belongs to the day it starts on. */
  readonly hours?: readonly PeriodText[]
  /** Only while the calendar that is asked is open. */
  readonly openOnly?: boolean
}
