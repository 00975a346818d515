import type { JsonValue } from '../../errors/json.js'

/** What a numeric interval counts: the column's own values, days of the calendar, or days after today. */
export type Axis = 'value' | 'day' | 'days-from-today'

/** An interval on an axis; a side that is left out is open to infinity. */
export interface Interval {
  readonly kind: 'interval'
  readonly axis: Axis
  readonly min?: number
  readonly max?: number
  readonly minInclusive: boolean
  readonly maxInclusive: boolean
}

/**
 * Which values of a column a cell lets through, for finding gaps and rules that are never reached. Money counts in
 * yuan, days as days since 1970-01-01; `before today` is the interval of `days-from-today` below 0. An `opaque` cell
 * holds an expression, of which nothing is known; `any` stands for a column that a rule leaves out.
 */
export type CellSet =
  | { readonly kind: 'any' }
  | { readonly kind: 'opaque' }
  | { readonly kind: 'values'; readonly values: readonly JsonValue[] }
  | { readonly kind: 'not-values'; readonly values: readonly JsonValue[] }
  | Interval

/** The set of a column that a rule leaves out. It is the only one that lets an absent value through. */
export const anySet: CellSet = { kind: 'any' }

/** Whether a number on the interval's axis lies in it. */
export function inInterval(interval: Interval, at: number): boolean {
  const { min, max, minInclusive, maxInclusive } = interval
  if (min !== undefined && (minInclusive ? at < min : at <= min)) return false
  return max === undefined || (maxInclusive ? at <= max : at < max)
}
