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
  readonly timers: readonly TimerRecord[]
  /** Outside work that is awaited. */
  readonly invocations: readonly InvocationRecord[]
  /** Who sent which event, for four eyes; only events that some `notBy` names. */
  readonly senders: { readonly [event: string]: readonly string[] }
  /** Last numbers given: ids derive from the instance id and these. */
  readonly counters: {
    readonly task: number
    readonly timer: number
    readonly effect: number
    readonly trail: number
  }
}

export interface ActiveState {
  readonly path: string
  readonly visit: number
  readonly since: Instant
}

/** A work item of one visit, open as long as the visit lasts. Id: `<instance>-t<n>`. */
export interface TaskRecord {
  readonly id: string
  readonly state: string
  readonly visit: number
  readonly roles: readonly string[]
  readonly openedAt: Instant
}

/** An open clock. Id: `<path>#<name>`. */
export interface DeadlineRecord {
  readonly id: string
  readonly state: string
  readonly name: string
  readonly visit: number
  readonly startedAt: Instant
  readonly dueAt: Instant
  /** Lower end of a range. */
  readonly warnAt?: Instant
  readonly provisional: boolean
  readonly status: 'running' | 'warned' | 'breached'
  /** Calendar that counted, with the hash it had. */
  readonly calendar?: { readonly id: string; readonly hash: string }
}

/** An armed timer of one visit. Id: `<instance>-m<n>`. */
export interface TimerRecord {
  readonly id: string
  readonly kind: 'after' | 'warn' | 'breach' | 'remind'
  readonly state: string
  readonly visit: number
  /** `after`: its key; `warn`: `<deadline>.<index>` or `<deadline>.range`; `breach`: the deadline's name; `remind`: its index. */
  readonly key: string
  readonly dueAt: Instant
  readonly provisional: boolean
}

/** Outside work of one visit whose result is awaited. Id: the effect's id. */
export interface InvocationRecord {
  readonly id: string
  readonly state: string
  readonly visit: number
}
