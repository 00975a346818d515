import type { InstanceRecord } from '../core/record.js'
import type { PageRequest } from './filters.js'

/** Value of a due point where nothing is due: one past the last instant a `Date` can hold, so that it sorts last. */
export const neverDue = 8_640_000_000_000_001

/** Sort value of cases that have ended: nothing is urgent about them, whatever they were. */
const lastRank = 8_640_000_000_000_001

/** Sort value of a priority: the most urgent comes first in an ascending index. Without one it counts as 0. */
export function priorityRank(priority = 0): number {
  return 0 - priority
}

/** Sort value of a case by its priority. */
export function listRank({ status, priority }: Pick<InstanceRecord, 'status' | 'priority'>): number {
  return status === 'ended' ? lastRank : priorityRank(priority)
}

/** An order of a list of cases. The number of the row breaks ties, in the same direction. */
export interface ListOrder {
  /** Stands in cursors. */
  readonly name: string
  /** Columns of the cases and of their states. */
  readonly columns: readonly string[]
  readonly descending: boolean
}

/** Orders of a list of cases by the name a request gives. */
export const listOrders: { readonly [sort in NonNullable<PageRequest['sort']>]: ListOrder } = {
  updated: { name: 'updated', columns: ['updated_at'], descending: true },
  created: { name: 'created', columns: ['created_at'], descending: true },
  due: { name: 'due', columns: ['due_at'], descending: false },
  priority: { name: 'priority', columns: ['priority_rank', 'due_at'], descending: false },
}

/** What a search finds, in the order of the rows themselves: the one in which postings lie. */
export const asFound: ListOrder = { name: 'found', columns: [], descending: true }
