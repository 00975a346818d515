import type { Dialect } from './dialect.js'

/** Where a reader of the changes stands: behind the row `row` of the transaction `xid`, which is 0 where there is one writer. */
export interface ChangePlace {
  readonly xid: number
  readonly row: number
}

/**
 * How changes are read in an order in which none appears behind a reader. Each says so in SQL over the table of the
 * changes.
 */
export interface CommitOrder {
  /** A column beside those of every database. */
  readonly column: string
  /** Indexes of the table. */
  indexes(table: string): string[]
  /** `insert` of the columns of `selected`. */
  insert(table: string, columns: string, selected: string): string
  /** The transaction of a row. */
  readonly xid: string
  readonly order: string
  /** Whether a row stands behind a place or before it, and what is to be bound for that. */
  readonly behind: string
  readonly before: string
  bind(place: ChangePlace): number[]
  /** Whether no row can appear before this one any more. */
  readonly settled: string
  /** `place_xid`, `place_row`: the place behind which everything is that is committed from now on; `next_xid`. */
  readonly end: string
}

/** One writer: rows are committed in the order of their numbers, and a number whose transaction failed is used again. */
const sqlite: CommitOrder = {
  column: '',
  indexes: () => [],
  insert: (table, columns, selected) => `insert into ${table} (${columns}) ${selected}`,
  xid: '0',
  order: 'row_id',
  behind: 'row_id > ?',
  before: 'row_id < ?',
  bind: ({ row }) => [row],
  settled: 'true',
  end: '0 as place_xid, newest as place_row, 0 as next_xid',
}

const oldestRunning = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint'

/**
 * Several writers: row numbers and numbers of transactions are drawn before the commit, in another order than that of
 * the commits. So a row is read once every transaction of a lower number is over (`settled`): none can appear before it
 * then. A transaction may have drawn its number before it got the lock of a case, from one with a higher number; the
 * row therefore carries the highest number the case has had, and the changes of a case keep their order. The index over
 * the case finds that number: the lock sees to it that the change before is committed.
 */
const postgres: CommitOrder = {
  column: ', xid bigint not null',
  indexes: (table) => [
    `create index ${table}_order on ${table} (xid, row_id)`,
    `create index ${table}_instance on ${table} (instance, xid)`,
  ],
  insert: (table, columns, selected) =>
    `insert into ${table} (${columns}, xid)
     select given.*, greatest(pg_current_xact_id()::text::bigint,
       (select max(known.xid) from ${table} as known where known.instance = given.instance))
     from (${selected}) as given`,
  xid: 'xid',
  order: 'xid, row_id',
  behind: '(xid, row_id) > (?, ?)',
  before: '(xid, row_id) < (?, ?)',
  bind: ({ xid, row }) => [xid, row],
  settled: `xid < ${oldestRunning}`,
  end: `${oldestRunning} as place_xid, 0 as place_row, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next_xid`,
}

/** By the name of the dialect. */
export const commitOrders: { readonly [name in Dialect['name']]: CommitOrder } = { sqlite, postgres }
