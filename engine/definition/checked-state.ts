import type { JsonObject, Text } from '../errors/json.js'
import type { Expression } from '../expression/expression.js'
import type { CheckedAction, CheckedBegin, CheckedValue } from './checked-action.js'
import type {
  CheckedAfter,
  CheckedDeadline,
  CheckedNotice,
  CheckedReminder,
  CheckedWindow,
} from './checked-clocks.js'

export interface CheckedState {
  /** Names from the root joined with dots; '' for the root. */
  readonly path: string
  readonly name: string
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  /** Document order, the root is 0. */
  readonly order: number
  readonly parent?: string
  readonly children: readonly string[]
  readonly initial?: string
  readonly title?: Text
  readonly tags: readonly string[]
  readonly outcome?: string
  /** The case ends here, and one of another process goes on with its data and its open papers. */
  readonly convert?: CheckedBegin
  readonly history?: { readonly depth: 'shallow' | 'deep'; readonly target?: string }
  readonly task?: CheckedTask
  readonly deadlines: readonly CheckedDeadline[]
  readonly reminders: readonly CheckedReminder[]
  readonly notices: readonly CheckedNotice[]
  readonly entry: readonly CheckedAction[]
  readonly exit: readonly CheckedAction[]
  readonly invoke?: CheckedInvoke
  readonly on: ReadonlyMap<string, CheckedHandler>
  readonly after: readonly CheckedAfter[]
  readonly always: readonly CheckedBranch[]
  readonly onDone: readonly CheckedBranch[]
}

export interface CheckedTask {
  readonly roles: readonly string[]
  readonly title?: Text
  readonly notBy: readonly string[]
  /** Only whoever sent one of these events in this case may do it: who lends takes back. Empty: no such bound. */
  readonly onlyBy: readonly string[]
  /** Who it is given to when it opens. Absent: to nobody, it waits to be claimed. */
  readonly assign?: CheckedAssignment
  /** `exclusive`: once somebody has it, only that person sends its events. */
  readonly claim: 'exclusive' | 'open'
  /** Roles that may give it to somebody else, and send its events although somebody has it. */
  readonly mayAssign: readonly string[]
  /** False: whoever has it gives it neither away nor back; only `mayAssign` may. */
  readonly swap?: false
  /** Whoever has it is out of the house as long as it is open. */
  readonly away: boolean
  /** For the events of the task that name no window of their own. */
  readonly window?: CheckedWindow
}

/**
 * How a task finds its person. Candidates hold one of the roles of the task, are there (no absence, not `away` with
 * another task) and have every skill asked for.
 */
export type CheckedAssignment =
  /** The next one in the order of the organisation, after whoever had the last turn of this rotation. */
  | {
      readonly rule: 'in-turn'
      /** Tasks with one rotation share one pointer. */
      readonly rotation: string
      readonly skill?: Expression
      /** Whether whoever was passed over comes first next time. */
      readonly makeUp: boolean
      readonly onNobody?: string
    }
  /** Whoever has the fewest open tasks; between equals the order of the organisation. */
  | { readonly rule: 'by-load'; readonly skill?: Expression; readonly onNobody?: string }
  /** The person an expression names. */
  | { readonly rule: 'named'; readonly person: Expression; readonly onNobody?: string }

export interface CheckedHandler {
  readonly event: string
  /** Path of the state it stands on. */
  readonly state: string
  readonly title?: Text
  /** Effective roles: its own, or its task's (the nearest task at or above the state), or none. */
  readonly roles: readonly string[]
  readonly notBy: readonly string[]
  /** Only whoever sent one of these events in this case may send it. Its own, or its task's. */
  readonly onlyBy: readonly string[]
  /** Path of the state whose task it belongs to: the one its roles come from. Absent where it has roles of its own. */
  readonly task?: string
  /** Its own, or its task's. Outside of it the event is refused with the next opening. */
  readonly window?: CheckedWindow
  readonly form?: string
  readonly require: readonly { readonly if: Expression; readonly else: Text }[]
  readonly actions: readonly CheckedAction[]
  readonly branches: readonly CheckedBranch[]
}

export interface CheckedBranch {
  readonly index: number
  readonly guard?: Expression
  /** Absolute path. Without it only the actions happen. */
  readonly target?: string
  readonly reenter: boolean
  readonly actions: readonly CheckedAction[]
}

/** Work that begins with a visit and whose result moves the case: a service, or other cases. Exactly one of both. */
export interface CheckedInvoke {
  readonly service?: string
  readonly begin?: CheckedBegin
  /** `begin`: what becomes of the other cases when the state is left before they have ended. */
  readonly whenLeft: 'cancel' | 'keep'
  /** `service`: what it is given. */
  readonly input: readonly (readonly [name: string, value: CheckedValue])[]
  /** `service`: as it is written; durations are texts. */
  readonly retry?: JsonObject
  /** `service`: for one attempt, in ms. */
  readonly timeout?: number
  readonly onDone: readonly CheckedBranch[]
  readonly onError: readonly CheckedBranch[]
}
