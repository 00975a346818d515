import type { Duration, DurationRange, DurationUnit } from './duration.js'
import type {
  ClockRule,
  ClockRun,
  ClockSpan,
  Recurrence,
  RecurrenceAnchor,
  TimeWindow,
  WarningPoint,
} from './clock.js'
import type { Instant, TimeTrace } from './instant.js'

/** Opening and closing time of a period, `HH:mm`. One that ends at or before its start runs past midnight. */
export type PeriodText = readonly [opens: string, closes: string]

/** How a calendar is written, after short forms are expanded and `extends` is resolved. Lives in `calendars/`. */
export interface CalendarDefinition {
  readonly calendar: string
  readonly title: { readonly 'zh-CN': string; readonly en: string }
  /** IANA zone, such as `Asia/Shanghai`. */
  readonly zone: string
  readonly dayCounting: 'close-of-business' | 'same-time'
  /** Periods per weekday. A period belongs to the weekday it starts on. */
  readonly hours: { readonly [weekday in Weekday]?: readonly PeriodText[] }
  /** Days off: names of holiday tables of the library (`CN`), and single dates `yyyy-mm-dd`. */
  readonly holidays?: readonly string[]
  /** Years that count as published beside those of the tables: all their days stand in `holidays` and `workdays`. */
  readonly publishedYears?: readonly number[]
  /** Make-up working days, `yyyy-mm-dd`; they go before the holiday table. */
  readonly workdays?: readonly string[]
  /** One-off hours of a date, in place of all other rules; an empty list closes it. */
  readonly dateHours?: { readonly [date: string]: readonly PeriodText[] }
  /** Times that are closed whatever the hours say, as RFC 3339 instants; the end is excluded. */
  readonly closures?: readonly (readonly [from: string, to: string])[]
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** An instant a calendar computed. Provisional when it runs into a year without published holidays. */
export interface DuePoint {
  readonly at: Instant
  readonly provisional: boolean
}

/**
 * A closed stretch of time that does not count: `from` belongs to it, `to` does not. So a clock that goes on at the
 * close of a day has counted that day, one paused from its close on has not. At most a hundred years long.
 */
export interface Pause {
  readonly from: Instant
  readonly to: Instant
}

/** How a count is made and told. `pauses` are in order and do not overlap. */
export interface CountOptions {
  readonly trace?: TimeTrace
  readonly pauses?: readonly Pause[]
}

/** A checked calendar with its arithmetic. Pure: the same arguments give the same answer. */
export interface Calendar {
  readonly id: string
  readonly zone: string
  /** Hash of the definition and of the holiday tables it uses: the calendar's version. */
  readonly hash: string
  readonly definition: CalendarDefinition
  /** Last year up to which all holidays are known, by table or file; absent where the calendar uses no holiday table. */
  readonly publishedUntil?: number
  /** The instant at which the duration that began at `from` has passed. Ranges are resolved by their ends. */
  add(from: Instant, duration: Duration, options?: CountOptions): DuePoint
  /** The latest instant from which `duration` still fits before `to` (warnings "2 working hours before"). */
  subtract(to: Instant, duration: Duration, options?: CountOptions): DuePoint
  /**
   * A duration before (-1) or after (1) a local date in the data: months and years by the calendar (clamped to the
   * last day of the month), then close of business of the day reached; where days end at close of business, a day
   * that is not a working day moves away from the date. Hours count from the first instant of the date.
   */
  shiftDate(date: string, duration: Duration, direction: 1 | -1, options?: CountOptions): DuePoint
  /**
   * Milliseconds from `from` to `to` in the own time of a unit: open time for working units, elapsed time for all
   * others; without the pauses. Zero when `to` is not later.
   */
  elapsed(from: Instant, to: Instant, unit: DurationUnit, pauses?: readonly Pause[]): number
  /** Close of business of a local date: its last closing instant, or the end of the day where it has no hours. */
  endOfDay(date: string): DuePoint
  /** Local date `yyyy-mm-dd` of an instant. */
  dateOf(at: Instant): string
  isWorkingDay(date: string): boolean
  /** Whether the calendar is open at an instant: a closing instant is not. */
  isOpen(at: Instant): boolean
  /** When a clock is due, and when the lower end of its range is reached. */
  dueOf(rule: ClockRule, run: ClockRun, trace?: TimeTrace): ClockSpan
  /**
   * When a warning of a clock comes; never before the start, possibly at or after the due point. `due` is what `dueOf`
   * gave for the same rule and run, where that is known: then it is not counted again.
   */
  warningAt(warning: WarningPoint, rule: ClockRule, run: ClockRun, due?: DuePoint): DuePoint
  /**
   * First occurrence that lies after `after`. Days, weeks, months and years are counted from `anchor`, each occurrence
   * for itself, so that a short month or a weekend shifts no later one; without it, and all other units, from `after`.
   */
  nextOccurrence(recurrence: Recurrence, after: Instant, anchor?: RecurrenceAnchor): DuePoint
  /**
   * `at` itself where the window is open then, else the next instant at which it opens; `undefined` where it does not
   * open within five years.
   */
  openingOf(window: TimeWindow, at: Instant): DuePoint | undefined
}

export type {
  ClockRule,
  ClockRun,
  ClockSpan,
  Recurrence,
  RecurrenceAnchor,
  TimeWindow,
  WarningPoint,
} from './clock.js'
export type { Duration, DurationRange, Instant }
