import type { VoucherRecord } from '../core/record.js'
import type { Instant } from '../time/instant.js'

/** The one filter of lists, counts and exports. Every key narrows. */
export interface InstanceFilter {
  readonly process?: string
  /** Any of these processes. */
  readonly processes?: readonly string[]
  /** Path of an active state. */
  readonly state?: string
  readonly status?: 'active' | 'ended'
  readonly outcome?: string
  /** Open deadlines whose due point has passed at this instant. */
  readonly overdueAt?: Instant
  /** Cases with an open task for one of these roles. */
  readonly taskRoles?: readonly string[]
  /** Cases that stand still, or those that do not. */
  readonly suspended?: boolean
  /** Cases in which an outside party takes part. */
  readonly party?: PartyFilter
  /** Cases about the unit with this serial number. */
  readonly unit?: string
  /** Case number or id as a whole, or part of a value of a field marked `search` (two characters or more). */
  readonly q?: string
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
}

/** Keyset paging. `cursor` is opaque and comes from the page before. */
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string
  /**
   * Instances: `updated` newest first (default), `created` newest first, `due` soonest first, `priority` most urgent
   * first, then the soonest due, those that have ended last. Tasks: the oldest first unless by `priority`.
   */
  readonly sort?: 'updated' | 'created' | 'due' | 'priority'
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}
