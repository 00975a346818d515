import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What one node holds for a short while, renewed as long as it lives. Times are those of the database's clock. */
export function leaseTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.leases} (
      name ${text} not null primary key, holder ${text} not null, taken_at ${integer} not null,
      until ${integer} not null)`,
  ]
}
