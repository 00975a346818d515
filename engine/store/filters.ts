import type { VoucherRecord } from '../core/record.js'
import type { Instant } from '../time/instant.js'
import type { CaseScope } from './case-scope.js'

export type { CaseScope, ScopePart } from './case-scope.js'

/** The one filter of lists, counts, exports and figures. Every key narrows. */
export interface InstanceFilter {
  readonly process?: string
  /** Any of these processes. */
  readonly processes?: readonly string[]
  /** Hash of the version the cases run on. */
  readonly version?: string
  /** Path of an active state. */
  readonly state?: string
  /** Any of these active states. */
  readonly states?: readonly string[]
  readonly status?: 'active' | 'ended'
  readonly outcome?: string
  /** Begun in `[createdFrom, createdTo)`. */
  readonly createdFrom?: Instant
  readonly createdTo?: Instant
  /** Last changed in `[updatedFrom, updatedTo)`. */
  readonly updatedFrom?: Instant
  readonly updatedTo?: Instant
  /** Ended in `[endedFrom, endedTo)`. */
  readonly endedFrom?: Instant
  readonly endedTo?: Instant
  /** Cases that broke a deadline, those in which that was withdrawn left out. */
  readonly breached?: BreachFilter
  /** Cases that left a state. */
  readonly left?: VisitFilter
  /** Open deadlines whose due point has passed at this instant. */
  readonly overdueAt?: Instant
  /** Open deadlines whose due point lies before this instant. */
  readonly dueBefore?: Instant
  /** Open deadlines of which the first due point lies at this instant or behind it. */
  readonly dueFrom?: Instant
  /** Cases with an open task for one of these roles. */
  readonly taskRoles?: readonly string[]
  /** Cases with an open task that this person has. */
  readonly assignee?: string
  /** Cases that stand still, or those that do not. */
  readonly suspended?: boolean
  /** Cases with an open incident, or those without any. */
  readonly hasIncident?: boolean
  /** Cases in which an outside party takes part. */
  readonly party?: PartyFilter
  /** Cases that somebody sees. */
  readonly within?: CaseScope
  /** Cases about the unit with this serial number. */
  readonly unit?: string
  /** Cases in which all of these fields marked `search` have these values, letter case and width aside. */
  readonly fields?: readonly FieldValue[]
  /** Case number or id as a whole, or part of a value of a field marked `search` (two characters or more). */
  readonly q?: string
}

/** A field by its dotted path, as it is found in the data of a case. */
export interface FieldValue {
  readonly field: string
  readonly value: string
}

/** Breaches in `[from, to)`. */
export interface BreachFilter {
  /** Id of the deadline: `<path>#<name>`. */
  readonly deadline?: string
  readonly from?: Instant
  readonly to?: Instant
}

/** Visits that ended in `[from, to)`. */
export interface VisitFilter {
  /** Path of the state. */
  readonly state?: string
  readonly from?: Instant
  readonly to?: Instant
  /** Second visits and later ones alone. */
  readonly again?: true
}

/** A party in any of these roles. */
export interface PartyFilter {
  readonly party: string
  readonly roles: readonly string[]
}

/** Cases of these processes that began in `[from, to)`. */
export interface CasesBegun {
  readonly processes: readonly string[]
  readonly from?: Instant
  readonly to?: Instant
  readonly status?: 'active' | 'ended'
}

export interface TaskFilter {
  /** Tasks for a role that is this party in their case. */
  readonly party?: PartyFilter
  readonly roles?: readonly string[]
  /** Tasks of cases that somebody sees. */
  readonly within?: CaseScope
  readonly process?: string
  readonly instance?: string
  /** Tasks this person has. */
  readonly assignee?: string
  /** Tasks nobody has, or those somebody has. */
  readonly unassigned?: boolean
}

/** Every key narrows. */
export interface VoucherFilter {
  /** Id of the paper. */
  readonly paper?: string
  readonly number?: string
  readonly state?: VoucherRecord['state']
  /** The case that has it: papers that went on with another case are found there. */
  readonly instance?: string
  readonly processes?: readonly string[]
  /** Papers of cases that somebody sees. */
  readonly within?: CaseScope
}

/**
 * Keyset paging. `cursor` is opaque: the `next` of the page before. Lists of cases and tasks go back too: `before` is
 * the `prev` of the page behind. At most one of them.
 */
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string
  readonly before?: string
  /**
   * Instances: `updated` newest first (default), `created` newest first, `due` soonest first, `priority` most urgent
   * first, then the soonest due, those that have ended last. With `q` and no order: those entered last come first, which
   * costs the same however many are found. Tasks: the oldest first unless by `priority`.
   */
  readonly sort?: 'updated' | 'created' | 'due' | 'priority'
}

/** `next` is absent on the last page. `prev` is absent on the first, and in lists that only go forward. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
  readonly prev?: string
}

/** What cases are counted by. */
export type CountedBy = 'process' | 'state' | 'role' | 'assignee'

/** How many cases there are of one kind. */
export interface InstanceCount {
  /** Absent where it was counted by role or person. */
  readonly process?: string
  /** Path of the state, where it was counted by state: a case is counted in each of its active states. */
  readonly state?: string
  /** Where it was counted by role: a case is counted for each role that has an open task of it. */
  readonly role?: string
  /** Where it was counted by person: a case is counted for each who has an open task of it. */
  readonly assignee?: string
  readonly count: number
}
