import type { Duration, DurationRange } from './duration.js'
import type { Instant, TimeTrace } from './instant.js'

/** How a calendar is written, after short forms are expanded. Lives in `calendars/`. */
export interface CalendarDefinition {
  readonly calendar: string
  readonly title: { readonly 'zh-CN': string; readonly en: string }
  /** IANA zone, such as `Asia/Shanghai`. */
  readonly zone: string
  readonly dayCounting: 'close-of-business' | 'same-time'
  /** Periods per weekday, each `HH:mm-HH:mm`; a period that ends at or before its start runs past midnight. */
  readonly hours: { readonly [weekday in Weekday]?: readonly string[] }
  /** Name of the holiday table in the library: `CN`. */
  readonly holidays?: string
  /** Make-up working days, `yyyy-mm-dd`, besides those of the holiday table. */
  readonly workdays?: readonly string[]
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** An instant a calendar computed. Provisional when it runs into a year without published holidays. */
export interface DuePoint {
  readonly at: Instant
  readonly provisional: boolean
}

/** A checked calendar with its arithmetic. Pure: the same arguments give the same answer. */
export interface Calendar {
  readonly id: string
  readonly zone: string
  /** Hash of the definition and of the holiday table it uses. */
  readonly hash: string
  readonly definition: CalendarDefinition
  /** The instant at which the duration that began at `from` has passed. Ranges are resolved by their ends. */
  add(from: Instant, duration: Duration, trace?: TimeTrace): DuePoint
  /** The latest instant from which `duration` still fits before `to` (warnings "2 working hours before"). */
  subtract(to: Instant, duration: Duration, trace?: TimeTrace): DuePoint
  /** Close of business of a local date: its last closing instant, or the end of the day where it has no hours. */
  endOfDay(date: string): DuePoint
  /** Local date `yyyy-mm-dd` of an instant. */
  dateOf(at: Instant): string
  isWorkingDay(date: string): boolean
}

export type { Duration, DurationRange, Instant }
