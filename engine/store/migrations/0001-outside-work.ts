import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What is to be done outside, what of it needs a person, and the switches an operator sets. */
export function outsideTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  return [
    `create table ${t.effects} (
      row_id ${rowId}, id ${text} not null, instance ${text} not null, process ${text} not null, kind ${text} not null,
      lane ${text} not null, status ${text} not null, at ${integer} not null, next_at ${integer} not null,
      attempts ${integer} not null, forgiven ${integer} not null, holder ${text}, in_order ${integer} not null,
      request ${text} not null,
      result ${text}, failure ${text}, settled_at ${integer})`,
    `create unique index ${t.effects}_id on ${t.effects} (id)`,
    `create index ${t.effects}_instance on ${t.effects} (instance, row_id)`,
    `create index ${t.effects}_lane on ${t.effects} (lane, next_at, row_id) where status = 'pending'`,
    `create index ${t.effects}_order on ${t.effects} (instance, row_id)
      where in_order = 1 and status in ('pending', 'dead')`,
    `create table ${t.incidents} (
      row_id ${rowId}, id ${text} not null, instance ${text} not null, process ${text} not null, number ${text},
      kind ${text} not null, subject ${text} not null, code ${text} not null, detail ${text} not null,
      opened_at ${integer} not null, status ${text} not null, settled_at ${integer}, settled_by ${text},
      reason ${text})`,
    `create unique index ${t.incidents}_id on ${t.incidents} (id)`,
    `create unique index ${t.incidents}_open on ${t.incidents} (subject) where status = 'open'`,
    `create index ${t.incidents}_status on ${t.incidents} (status, opened_at, row_id)`,
    `create index ${t.incidents}_process on ${t.incidents} (process, status, opened_at, row_id)`,
    `create index ${t.incidents}_instance on ${t.incidents} (instance, row_id)`,
    `create table ${t.switches} (
      name ${text} not null primary key, at ${integer} not null, actor ${text} not null, reason ${text} not null)`,
  ]
}
