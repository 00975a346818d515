import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What operators did: a row for each act. The trail of its case tells in full of one that was done to a case. */
export function operatorTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  const on = `on ${t.operator_actions}`
  return [
    `create table ${t.operator_actions} (
      row_id ${rowId}, instance ${text}, seq ${integer}, process ${text}, number ${text}, at ${integer} not null,
      actor ${text} not null, via ${text}, action ${text} not null, reason ${text}, subject ${text}, detail ${text})`,
    `create index ${t.operator_actions}_at ${on} (at, row_id)`,
    `create index ${t.operator_actions}_instance ${on} (instance, at, row_id)`,
    `create index ${t.operator_actions}_number ${on} (number, at, row_id)`,
    `create index ${t.operator_actions}_actor ${on} (actor, at, row_id)`,
    `create index ${t.operator_actions}_action ${on} (action, at, row_id)`,
    `create index ${t.operator_actions}_process ${on} (process, at, row_id)`,
  ]
}
