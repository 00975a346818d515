/** What a duration counts. `end-of-day` is the close of business of the day it starts on. */
export type DurationUnit =
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | 'working-minute'
  | 'working-hour'
  | 'working-day'
  | 'end-of-day'

/** `3 working days` is `{ amount: 3, unit: 'working-day' }`; `end of day` is `{ amount: 0, unit: 'end-of-day' }`. */
export interface Duration {
  readonly amount: number
  readonly unit: DurationUnit
}

/** `10 to 15 working days`: warned at the lower end, broken at the upper. A plain duration has only `upper`. */
export interface DurationRange {
  readonly lower?: Duration
  readonly upper: Duration
}
