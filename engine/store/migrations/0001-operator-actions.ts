import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What operators did to cases: a row for each act, which the trail of its case tells in full. */
export function operatorTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  const on = `on ${t.operator_actions}`
  return [
    `create table ${t.operator_actions} (
      row_id ${rowId}, instance ${text} not null, seq ${integer} not null, process ${text} not null, number ${text},
      at ${integer} not null, actor ${text} not null, via ${text}, action ${text} not null, reason ${text} not null)`,
    `create index ${t.operator_actions}_at ${on} (at, row_id)`,
    `create index ${t.operator_actions}_instance ${on} (instance, at, row_id)`,
    `create index ${t.operator_actions}_actor ${on} (actor, at, row_id)`,
    `create index ${t.operator_actions}_action ${on} (action, at, row_id)`,
    `create index ${t.operator_actions}_process ${on} (process, at, row_id)`,
  ]
}
