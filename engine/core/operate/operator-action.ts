import type { JsonObject } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'

/** What an operator does to one case, beside what its procedure provides for. Each is asked for with a reason. */
export type OperatorAction =
  /** Ends the case as cancelled, or raises the event of `onCancel`, by the rules of the case. */
  | { readonly action: 'cancel' }
  /**
   * Moves the case into a state: the innermost active part around it is left and entered, everything beside stays.
   * `withoutEntryActions`: the `entry` actions of the states the move itself enters are left out.
   */
  | { readonly action: 'move'; readonly to: string; readonly withoutEntryActions?: boolean }
  /** Writes fields, or dotted paths below them; `null` takes a value away. */
  | { readonly action: 'edit-data'; readonly changes: JsonObject }
  /** Gives a task to a person, or frees it where no person is named. */
  | { readonly action: 'reassign'; readonly task: string; readonly to?: string }
  /** Sets the due point of a clock by hand. `clock` is the id of a clock, or of a timer that comes at its due point. */
  | { readonly action: 'set-deadline'; readonly clock: string; readonly dueAt: Instant }
  /** Takes a due point that was set by hand away: the clock is due by its rule again. */
  | { readonly action: 'withdraw-deadline'; readonly clock: string }
  /** Lets an ended case go on in a state. */
  | { readonly action: 'reopen'; readonly to: string; readonly withoutEntryActions?: boolean }
