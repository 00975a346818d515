import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** Links that open one case to somebody outside. */
export function customerLinkTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.customer_links} (
      id ${text} not null primary key, instance ${text} not null, role ${text} not null, created_at ${integer} not null,
      created_by ${text} not null, expires_at ${integer} not null, revoked_at ${integer}, revoked_by ${text})`,
    `create index ${t.customer_links}_instance on ${t.customer_links} (instance, created_at, id)`,
  ]
}
