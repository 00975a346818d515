import type { Text } from '../errors/json.js'
import type { Expression } from '../expression/expression.js'
import type { Recurrence, TimeWindow, WarningPoint } from '../time/clock.js'
import type { Duration, DurationRange } from '../time/duration.js'
import type { CheckedAction } from './checked-action.js'
import type { CheckedBranch } from './checked-state.js'

/** A fact of the case that starts, stops or pauses a clock: a state entered, a tag, an event accepted. */
export type CaseMark =
  | { readonly kind: 'state'; readonly path: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'event'; readonly event: string }

/** A calendar by its id; with `choose` by the data of the case, and `id` counts where that gives no known calendar. */
export interface CalendarChoice {
  readonly id: string
  readonly choose?: Expression
}

/** What all clocks of a state have in common. Marks of `pauseIn` are states and tags. */
export interface ClockMarks {
  /** Each of these begins a new run while the clock is running. */
  readonly restartOn: readonly CaseMark[]
  readonly pauseIn: readonly CaseMark[]
  /** In place of the calendar of the process. */
  readonly calendar?: CalendarChoice
}

/**
 * A deadline `<path>#<name>`. Exactly one of `within` and `until` leads; `else` counts while `until` is absent. It
 * belongs to the visit of its state and ends with it at the latest.
 */
export interface CheckedDeadline extends ClockMarks {
  readonly name: string
  readonly title?: Text
  /** Where the rule comes from: the article beside the date. */
  readonly source?: readonly string[]
  readonly within?: DurationRange
  readonly until?: Expression
  /** With `until`: counted from that point. */
  readonly by?: { readonly duration: Duration; readonly direction: 'before' | 'after' }
  readonly else?: DurationRange
  /** Where the count begins; absent: with the visit. A mark counts when the clock is not running; data always. */
  readonly from?: CaseMark | { readonly kind: 'data'; readonly value: Expression }
  /** Ends the run as kept. */
  readonly stopOn: readonly CaseMark[]
  readonly warnings: readonly { readonly at: WarningPoint; readonly actions: readonly CheckedAction[] }[]
  readonly breach: readonly CheckedAction[]
  /** Whom a breach is told: in the hours of the calendar, closing instants included, unless `onCall` holds. */
  readonly escalate: readonly string[]
  readonly ladder: readonly CheckedRung[]
  /** Where it holds, the breach and the ladder do not wait for the hours of the calendar. */
  readonly onCall?: Expression
}

/** A rung of an escalation: once, some time after the breach, or again and again until the clock ends. */
export interface CheckedRung {
  readonly after?: Duration
  readonly every?: Recurrence
  readonly to: readonly string[]
  readonly actions: readonly CheckedAction[]
}

export interface CheckedReminder extends ClockMarks {
  readonly index: number
  readonly every: Recurrence
  readonly to: readonly string[]
  readonly template: string
  readonly channel?: string
  /** Outside of it the message waits for the opening. */
  readonly window?: CheckedWindow
}

/** A message some time before or after a date in the data; one for each item of a list where `each` names one. */
export interface CheckedNotice {
  readonly index: number
  readonly title?: Text
  readonly source?: readonly string[]
  readonly at: { readonly duration: Duration; readonly direction: 'before' | 'after' }
  /** The date or time; with `each` it may speak of `item`. */
  readonly of: Expression
  /** Dotted path of a list field. */
  readonly each?: string
  /** What tells the items apart (`item.…`); their place in the list where it is absent. */
  readonly key?: Expression
  readonly to: readonly string[]
  readonly template: string
  readonly channel?: string
  readonly window?: CheckedWindow
  readonly calendar?: CalendarChoice
}

/** When an event may be sent or a message may go out. */
export interface CheckedWindow {
  readonly title?: Text
  readonly window: TimeWindow
  /** In place of the calendar of the process. */
  readonly calendar?: CalendarChoice
  /** Where it holds, the window is open. */
  readonly unless?: Expression
}

export interface CheckedAfter extends ClockMarks {
  /** The key as written: a duration or a parameter's name. */
  readonly key: string
  readonly delay: DurationRange
  readonly title?: Text
  /** Outside of it the move waits for the opening. */
  readonly window?: CheckedWindow
  readonly actions: readonly CheckedAction[]
  readonly branches: readonly CheckedBranch[]
}
