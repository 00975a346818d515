import { commitOrders } from '../commit-order.js'
import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/**
 * One row for every saved step of a case, for whoever follows what happens. `at` is when it happened for the case,
 * `written_at` when it was written by the database's clock: a log that is replayed today tells of long ago.
 */
export function changeTables(t: TableNames, { name, now, types }: Dialect): string[] {
  const { text, integer, rowId } = types
  const order = commitOrders[name]
  return [
    `create table ${t.changes} (
      row_id ${rowId}, instance ${text} not null, process ${text} not null, revision ${integer} not null,
      at ${integer} not null, written_at ${integer} not null default (${now}), kind ${text} not null${order.column})`,
    ...order.indexes(t.changes),
  ]
}
