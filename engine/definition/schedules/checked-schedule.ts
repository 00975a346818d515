import type { JsonObject, JsonValue, Text } from '../../errors/json.js'
import type { EvaluationFailure } from '../../expression/expression.js'
import type { Calendar } from '../../time/calendar.js'
import type { Duration } from '../../time/duration.js'
import type { Instant } from '../../time/instant.js'
import type { ScheduleRule } from './schedule-rule.js'

/** A duty by the calendar that was checked: when it falls due, for which objects, and what its cases begin with. */
export interface CheckedSchedule {
  readonly id: string
  readonly title: Text
  readonly source?: readonly string[]
  readonly process: string
  /** Absent: the profile the engine is started with. */
  readonly profile?: string
  /** Whose zone and working days count, as the files have it now. */
  readonly calendar: Calendar
  readonly rule: ScheduleRule
  readonly objects: ScheduleObjects
  readonly catchUp: 'all' | 'latest' | 'none'
  /** How long after its time something missed may still be started, in the calendar; absent: without end. */
  readonly within?: Duration
  /** Data of the case that is started for an object. `now` is the time for which it is started. */
  dataFor(object: ScheduleObject, now: Instant): ScheduleData
}

/** What a schedule goes over: nothing (one case), a list, or the open cases of a process. */
export type ScheduleObjects =
  | { readonly kind: 'once' }
  | { readonly kind: 'items'; readonly ids: readonly string[] }
  | {
      readonly kind: 'cases'
      readonly process: string
      readonly state?: string
      /** Whether this case is meant. */
      holds(item: ScheduleCase, now: Instant): Evaluated<boolean>
    }

/** An object: the only one, an item of the list by its id, or a case. */
export type ScheduleObject =
  | { readonly kind: 'once' }
  | { readonly kind: 'item'; readonly id: string }
  | { readonly kind: 'case'; readonly case: ScheduleCase }

/** What expressions read of a case as `item`. */
export interface ScheduleCase {
  readonly id: string
  readonly number?: string
  readonly createdAt: Instant
  readonly data: JsonObject
}

export type ScheduleData = Evaluated<JsonObject>

/** A value, or why an expression has none. */
export type Evaluated<T extends JsonValue> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: EvaluationFailure }
