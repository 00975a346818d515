import type { Instant } from '../../time/instant.js'

/** On which days and at which times a duty falls due. Plain data; local to the zone of a calendar. */
export interface ScheduleRule {
  readonly every: 'day' | 'working day' | 'week' | 'half-month' | 'month' | 'quarter' | 'year'
  /** Days of the week, month, quarter or year; empty for `day` and `working day`. */
  readonly on: readonly DayChoice[]
  /** Times of day, `HH:mm`, in order. */
  readonly at: readonly string[]
  /** What happens on a day that is no working day; the first and last working day never need it. */
  readonly shift: 'next working day' | 'previous working day' | 'none' | 'skip'
  /** First and last day, `yyyy-mm-dd`, both included. They bound the days that shifting leads to. */
  readonly from?: string
  readonly until?: string
}

/** One entry of `on`. A day the month does not have is its last day. */
export type DayChoice =
  /** 1 is Monday, 7 is Sunday. */
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'date'; readonly month: number; readonly day: number }
  /** First or last day, or working day, of the month, quarter or year. */
  | { readonly kind: 'edge'; readonly edge: 'first' | 'last'; readonly working: boolean }

/** One time at which a duty falls due. */
export interface Occurrence {
  readonly at: Instant
  /** Local date `yyyy-mm-dd` and time `HH:mm` as the schedule has them: together what tells occurrences apart. */
  readonly date: string
  readonly time: string
  /** The day depends on holidays that are not published yet. */
  readonly provisional: boolean
}

/** `2026-10-09T09:00`: the name of an occurrence within its schedule. */
export function slotOf({ date, time }: Pick<Occurrence, 'date' | 'time'>): string {
  return `${date}T${time}`
}

/** Whether the days depend on what is a working day. */
export function needsWorkingDays({ every, on, shift }: ScheduleRule): boolean {
  return every === 'working day' || shift !== 'none' || on.some((day) => day.kind === 'edge' && day.working)
}
