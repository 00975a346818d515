import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What one node holds for a short while, renewed as long as it lives. */
export function leaseTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.leases} (
      name ${text} not null primary key, holder ${text} not null, until ${integer} not null)`,
  ]
}
