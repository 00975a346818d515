import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** One row for every step of a case, for whoever follows what happens. */
export function changeTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  return [
    `create table ${t.changes} (
      row_id ${rowId}, instance ${text} not null, process ${text} not null, revision ${integer} not null,
      at ${integer} not null, kind ${text} not null)`,
    `create index ${t.changes}_at on ${t.changes} (at)`,
  ]
}
