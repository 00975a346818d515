import type { JsonObject, Text } from '../errors/json.js'
import type { Calendar } from '../time/calendar.js'
import type { Instant } from '../time/instant.js'

/** Who acts: a person or a program, with the roles that count for this command. */
export interface Actor {
  readonly id: string
  readonly roles: readonly string[]
  /** The program through which a person acts. */
  readonly via?: string
}

/** Which schedule started a case, for which time and which object. */
export interface ScheduleMark {
  readonly id: string
  /** Local date and time: `2026-10-09T09:00`. */
  readonly slot: string
  /** Id of the item or case; absent where the schedule goes over nothing. */
  readonly object?: string
}

/** What is asked of a case. `now` is given beside it. */
export type Command =
  | {
      readonly kind: 'create'
      readonly id: string
      readonly data: JsonObject
      readonly actor: Actor
      /** The occurrence that starts the case: then nobody's roles are asked, and the trail names it. */
      readonly schedule?: ScheduleMark
    }
  | {
      readonly kind: 'send'
      readonly event: string
      readonly payload: JsonObject
      readonly actor: Actor
      /** Region (state path) the event is meant for; other regions are left alone. */
      readonly to?: string
      /** Visit of the state the sender saw: `{ state, visit }`. Refused with `visit-over` when it has ended. */
      readonly expectedVisit?: { readonly state: string; readonly visit: number }
      readonly expectedRevision?: number
      /** When it happened, where that was earlier: clocks are counted with it. */
      readonly occurredAt?: Instant
    }
  /** Fires one armed timer at its own due time; `now` must be `dueAt`. */
  | { readonly kind: 'fire'; readonly timer: string }
  /**
   * Result of outside work. Ignored with a trail entry when its visit is over. Refused with `instance-suspended` while
   * the case stands still: whoever brings it keeps it and gives it again when the case goes on.
   */
  | {
      readonly kind: 'result'
      readonly invocation: string
      readonly outcome:
        { readonly ok: true; readonly output: JsonObject } | { readonly ok: false; readonly message: string }
    }
  /** Stands the case still, or lets it go on: an operator's action with a reason. */
  | { readonly kind: 'suspend'; readonly reason: string; readonly actor: Actor }
  | { readonly kind: 'resume'; readonly reason: string; readonly actor: Actor }
  /**
   * Counts every clock of the case again with the calendars among the facts. Nothing is noted when no clock moves and no
   * calendar it counts in has changed.
   */
  | { readonly kind: 'recompute'; readonly reason: string; readonly actor?: Actor }
  | { readonly kind: 'note'; readonly text: string; readonly actor: Actor }
  | {
      readonly kind: 'correct'
      readonly changes: JsonObject
      readonly reason: string
      readonly actor: Actor
      readonly expectedRevision?: number
    }

/** The part of the world a step reads, frozen. The trail records what decided. */
export interface Facts {
  /** The calendar of the process, or plain time where it has none. */
  readonly calendar?: Calendar
  /** All calendars by id: clocks may have one of their own, or choose it by the data. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** Last number drawn per series key; absent means none yet. */
  readonly series: { readonly [key: string]: number }
}

/** What a step will read, so that the shell can load (and lock) it first. */
export interface Needs {
  readonly calendars: readonly string[]
  readonly series: readonly string[]
}

/** A fact in the history of a case, before the store chains it. `seq` counts from 1 within the case. */
export interface TrailEntry {
  readonly seq: number
  readonly at: Instant
  readonly type: TrailType
  readonly actor?: string
  readonly via?: string
  readonly body: JsonObject
  /** Personal values by JSON pointer into `body`, where `body` holds `null`; the store puts a salted hash there. */
  readonly personal?: {
    readonly [pointer: string]: string | number | boolean | JsonObject | readonly unknown[]
  }
}

export type TrailType =
  | 'created'
  | 'event-accepted'
  | 'event-raised'
  | 'raise-unheard'
  | 'timer-fired'
  | 'state-left'
  | 'state-entered'
  | 'data-changed'
  | 'decided'
  | 'branch-taken'
  | 'task-opened'
  | 'task-closed'
  | 'deadline-set'
  | 'deadline-moved'
  | 'deadline-warned'
  | 'deadline-breached'
  | 'deadline-met'
  | 'deadline-dropped'
  | 'deadline-restarted'
  | 'breach-withdrawn'
  | 'deadline-escalated'
  | 'clock-read'
  | 'clock-moved'
  | 'suspended'
  | 'resumed'
  | 'recomputed'
  | 'effect-requested'
  | 'result-taken'
  | 'result-ignored'
  | 'note-added'
  | 'corrected'
  | 'ended'

/** Something to do outside, after the commit. Id: `<instance>-e<n>`; it is also the key receivers see. */
export interface EffectRequest {
  readonly id: string
  readonly kind: 'notify' | 'call' | 'invoke'
  readonly state: string
  readonly visit: number
  readonly at: Instant
  /** `notify`: roles addressed. */
  readonly to?: readonly string[]
  readonly channel?: string
  readonly template?: string
  readonly subject?: Text
  readonly message?: Text
  readonly service?: string
  readonly input?: JsonObject
  readonly retry?: JsonObject
  /** Not to be delivered before this instant: the opening of its window. */
  readonly notBefore?: Instant
}

/** Rows shared between cases that a step changed. */
export interface SharedChanges {
  readonly series: { readonly [key: string]: number }
}
