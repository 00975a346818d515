import type { JsonObject } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import type { CaseScope, Page, PageRequest } from './filters.js'

/** What an operator did, to a case or to what holds for all, as the operators' log keeps it. */
export interface OperatorActionRow {
  readonly at: Instant
  readonly actor: string
  /** The program through which a person acted. */
  readonly via?: string
  /** `suspend`, `move`, `edit-data`, …; `drain-process`, `revoke-key`, … where it was done to no case. */
  readonly action: string
  /** Absent where none is asked for; `null` where it was erased, or is kept from the reader. */
  readonly reason?: string | null
  /** Process of the case, or the one it was done to. */
  readonly process?: string
  /** The case it was done to. */
  readonly instance?: string
  /** Case number, where the case has one. */
  readonly number?: string
  /** Number of the row of the trail that tells of it, within the case. */
  readonly seq?: number
  /** What it was done to beside a case or a process: id of a key, a session or a link. */
  readonly subject?: string
  /** What it was about, in a few words that stay once the subject is gone: names, roles, versions. Never a secret. */
  readonly detail?: JsonObject
}

/** Every key narrows. */
export interface OperatorActionFilter {
  readonly actor?: string
  readonly action?: string
  readonly instance?: string
  /** Case number. */
  readonly number?: string
  readonly process?: string
  readonly processes?: readonly string[]
  /**
   * Acts on cases that somebody sees. Of those on no case: the ones on a process they see all cases of, and nothing of
   * what holds for all processes.
   */
  readonly within?: CaseScope
  /** Cases the reasons are told of; of all of them unless given. */
  readonly reasonsWithin?: CaseScope
  /** From this instant on. */
  readonly from?: Instant
  /** Before this instant. */
  readonly to?: Instant
}

/** What is read of the operators' log. */
export interface OperatorReads {
  /** What operators did, the latest first. */
  operatorActions(
    filter: OperatorActionFilter,
    page: Omit<PageRequest, 'sort'>,
  ): Promise<Page<OperatorActionRow>>
  countOperatorActions(filter: OperatorActionFilter): Promise<number>
}

/** What is written of it. */
export interface OperatorWrites {
  /** Where the row of the trail tells the reason, it is left out here and told from there. */
  addOperatorAction(row: OperatorActionRow): Promise<void>
}
