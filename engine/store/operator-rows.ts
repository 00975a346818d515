import type { Instant } from '../time/instant.js'
import type { Page, PageRequest } from './filters.js'

/** What an operator did to a case, as the operators' log keeps it. */
export interface OperatorActionRow {
  /** Number of the row of the trail that tells of it, within the case. */
  readonly seq: number
  readonly instance: string
  readonly process: string
  /** Case number, where the case has one. */
  readonly number?: string
  readonly at: Instant
  readonly actor: string
  /** The program through which a person acted. */
  readonly via?: string
  /** `suspend`, `move`, `edit-data`, … */
  readonly action: string
  readonly reason: string
}

/** Every key narrows. */
export interface OperatorActionFilter {
  readonly actor?: string
  readonly action?: string
  readonly instance?: string
  readonly process?: string
  readonly processes?: readonly string[]
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
  addOperatorAction(row: OperatorActionRow): Promise<void>
}
