import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** Where everything is in a picture of a process. */
export function diagramLayoutTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.diagram_layouts} (
      key ${text} not null primary key, process ${text} not null, language ${text} not null,
      direction ${text} not null, layout ${text} not null, created_at ${integer} not null)`,
  ]
}
