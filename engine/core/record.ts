import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'

/** Number of the record format this release writes. Older ones are lifted by upgrade steps in `upgrade-record.ts`. */
export const recordFormat = 1

/** A running or ended case as it is stored: neutral, plain JSON, no library's snapshot. */
export interface InstanceRecord {
  readonly format: number
  readonly id: string
  readonly process: string
  /** Hash of the version it runs on. */
  readonly version: string
  readonly profile?: string
  /** The case number people say, where the process has a pattern. */
  readonly number?: string
  readonly status: 'active' | 'ended'
  readonly outcome?: string
  /** When it ended. Steps behind that, such as notes, leave it as it is. */
  readonly endedAt?: Instant
  /** True while the case is kept as history from a replayed log: its timers are not armed and it takes no live events. */
  readonly replayed?: boolean
  /** Grows by one with every committed command. The first is 1. */
  readonly revision: number
  readonly createdAt: Instant
  readonly createdBy: string
  /** Never runs backwards within a case. */
  readonly updatedAt: Instant
  readonly data: JsonObject
  /** Active states without the root, in document order, each with the number of its visit. */
  readonly active: readonly ActiveState[]
  /** Visits per state path so far; a path never entered is absent. */
  readonly visits: { readonly [path: string]: number }
  /** For parents with a history state: the paths remembered at the last exit. */
  readonly history: { readonly [path: string]: readonly string[] }
  readonly tasks: readonly TaskRecord[]
  readonly deadlines: readonly DeadlineRecord[]
  /** Clocks without a promise: `after`, reminders, notices. */
  readonly waits: readonly WaitRecord[]
  /** Set while the case stands still: no event, no timer, every clock paused. */
  readonly suspended?: { readonly at: Instant; readonly by: string; readonly reason: string }
  /** Deadlines that follow the data and were kept during the running visit: they do not begin again by themselves. */
  readonly stopped?: readonly string[]
  /** What deadlines that wait for a value in the data keep of the running visit until they run (again). */
  readonly dormant?: readonly DormantRecord[]
  /** The latest time an event was said to have happened at. */
  readonly lastOccurredAt?: Instant
  readonly timers: readonly TimerRecord[]
  /** Outside work and other cases that are awaited. */
  readonly invocations: readonly InvocationRecord[]
  /** Papers of the case in the order they were issued. */
  readonly vouchers?: readonly VoucherRecord[]
  /** Cases this one has begun and not heard the end of, in order: those it can tell something. */
  readonly began?: readonly { readonly instance: string; readonly process: string }[]
  /** The case this one comes from. */
  readonly origin?: OriginRecord
  /** The case this one was merged into, or converted to. */
  readonly continuedIn?: string
  /** How urgent it is, where its process says so. Larger first. */
  readonly priority?: number
  /** Outside parties of the case by role. */
  readonly parties?: { readonly [role: string]: string }
  /** Who sent which event, and for whom, for four eyes; only events that some `notBy` or `onlyBy` names. */
  readonly senders: { readonly [event: string]: readonly string[] }
  /** Last numbers given: ids derive from the instance id and these. */
  readonly counters: {
    readonly task: number
    readonly timer: number
    readonly effect: number
    readonly trail: number
    /** Messages to other cases. Absent before the first. */
    readonly message?: number
  }
}

export interface ActiveState {
  readonly path: string
  readonly visit: number
  readonly since: Instant
  /** When it truly began, where the event that led here had happened earlier: clocks count from then. */
  readonly beganAt?: Instant
}

/** A work item of one visit, open as long as the visit lasts. Id: `<instance>-t<n>`. */
export interface TaskRecord {
  readonly id: string
  readonly state: string
  readonly visit: number
  readonly roles: readonly string[]
  readonly openedAt: Instant
  /** Who has it. */
  readonly assignee?: string
  readonly assignedAt?: Instant
  /** Whoever has it is out of the house as long as it is open. */
  readonly away?: true
  /** How it came to its person, and who was passed over and why. */
  readonly assignment?: AssignmentRecord
}

/** How a task came to whoever has it. */
export interface AssignmentRecord {
  readonly how: 'in-turn' | 'by-load' | 'named' | 'claimed' | 'given'
  /** `given`: by whom and why. */
  readonly by?: string
  readonly reason?: string
  /** `claimed` by somebody the directory does not list, such as a key that acts under its own name. */
  readonly unlisted?: true
  readonly rotation?: string
  readonly skipped?: readonly {
    readonly person: string
    readonly because: 'absent' | 'away' | 'skill' | 'four-eyes'
  }[]
}

/** A paper of the case. */
export interface VoucherRecord {
  readonly paper: string
  readonly number: string
  /** `carried`: it went on to the case in `carriedTo`. */
  readonly state: 'issued' | 'signed' | 'void' | 'archived' | 'carried'
  readonly issuedAt: Instant
  readonly issuedBy?: string
  readonly signedAt?: Instant
  readonly voidedAt?: Instant
  readonly archivedAt?: Instant
  /** What stands on it, by field. */
  readonly values: JsonObject
  readonly carriedTo?: string
  /** The case that issued it, where that was another. */
  readonly from?: string
}

/** Where a case comes from. */
export interface OriginRecord {
  readonly kind: 'child' | 'started' | 'converted'
  readonly instance: string
  readonly number?: string
  readonly process: string
  /** `child`: what waits for it there. */
  readonly invocation?: string
  /** How many cases lie between it and one that somebody began: 1 for the first. */
  readonly depth: number
}

/** What every running clock keeps: enough to say when it is due from its rule and its calendar. */
export interface ClockRecord {
  readonly id: string
  /** State the clock stands on, and the visit it belongs to. */
  readonly state: string
  readonly visit: number
  /** When the count began: the time an event happened, which may lie before the time it was entered. */
  readonly startedAt: Instant
  /**
   * Pauses that are over, in order; of a clock that follows a start in the data also those before it, which do not
   * count. `by`: paths of the states that paused it, `@suspended` for a suspension of the case.
   */
  readonly pauses?: readonly {
    readonly from: Instant
    readonly to: Instant
    readonly by: readonly string[]
  }[]
  /** Present while it is paused; `dueAt` then tells what would be due if it went on at `from`. */
  readonly paused?: { readonly from: Instant; readonly by: readonly string[] }
  readonly dueAt: Instant
  readonly provisional: boolean
  /** Calendar that counted, with the hash it had. */
  readonly calendar?: { readonly id: string; readonly hash: string }
  /** A due point an operator has set: it stands until it is withdrawn, the clock begins anew, or it has come. */
  readonly byHand?: { readonly dueAt: Instant; readonly at: Instant; readonly by: string }
  /** What the data said when the clock was last counted: the point of `until` or `of`, the start of `from`. */
  readonly reads?: { readonly until?: string | number; readonly from?: string | number }
}

/** An open deadline. Id: `<path>#<name>`. */
export interface DeadlineRecord extends ClockRecord {
  readonly name: string
  /** Lower end of a range. */
  readonly warnAt?: Instant
  readonly status: 'running' | 'warned' | 'breached'
  /** Warnings given for this due point: their index, `range` for the lower end. */
  readonly warnings?: readonly string[]
  /** Breaches of this run: each a fact with the due point and the calendar it had then. */
  readonly breaches?: readonly {
    readonly at: Instant
    readonly dueAt: Instant
    readonly calendar?: { readonly id: string; readonly hash: string }
    /** Effects that told people of it. */
    readonly told?: readonly string[]
  }[]
  /** How often each rung of the ladder was told since the last breach, and when last. */
  readonly rungs?: { readonly [index: string]: { readonly times: number; readonly at: Instant } }
}

/** Of a deadline `<path>#<name>` that does not run: the pauses of its visit, and what a run the data took away left. */
export interface DormantRecord
  extends Pick<ClockRecord, 'pauses' | 'paused'>, Pick<DeadlineRecord, 'breaches' | 'rungs'> {
  readonly id: string
}

/** A clock without a promise. Id: `<path>@<kind>.<key>`. */
export interface WaitRecord extends ClockRecord {
  readonly kind: 'after' | 'remind' | 'notice'
  /** `after`: its key; `remind`: its index; `notice`: its index, and `.<item>` with `each`. */
  readonly key: string
  /** A reminder that has come: where the repetition it belongs to began. `startedAt` is when it came last. */
  readonly anchor?: Instant
  /** A notice that was sent for this point is not sent again. */
  readonly sentFor?: string | number
  /** `after` with a window: the calendar that tells when it opens, with the hash it had. */
  readonly windowCalendar?: { readonly id: string; readonly hash: string }
}

/** An armed timer of one visit. Id: `<instance>-m<n>`. */
export interface TimerRecord {
  readonly id: string
  readonly kind: 'after' | 'warn' | 'breach' | 'remind' | 'notice' | 'escalate'
  readonly state: string
  readonly visit: number
  /**
   * `after`: its key; `warn`: `<deadline>.<index>` or `<deadline>.range`; `breach`: the deadline's name; `remind` and
   * `notice`: the key of the wait; `escalate`: `<deadline>.<rung>`, `<deadline>.breach` for the first telling.
   */
  readonly key: string
  readonly dueAt: Instant
  readonly provisional: boolean
}

/** Work of one visit whose result is awaited. Id: the effect's id; of other cases that of the first message. */
export interface InvocationRecord {
  readonly id: string
  readonly state: string
  readonly visit: number
  /** The cases that are awaited, in the order of the list they stand for. */
  readonly children?: readonly ChildRecord[]
}

/** A case that another one waits for. */
export interface ChildRecord {
  readonly instance: string
  readonly process: string
  /** `refused`: it could not begin. */
  readonly status: 'asked' | 'ended' | 'refused'
  readonly outcome?: string
  readonly number?: string
  readonly output?: JsonObject
  /** Why it could not begin. */
  readonly message?: string
}
