import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What figures over a period are made of: visits of states and broken deadlines, a row for each. */
export function figureTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.visits} (
      instance ${integer} not null, state ${text} not null, visit ${integer} not null, process ${text} not null,
      entered_at ${integer} not null, left_at ${integer}, primary key (instance, state, visit))${keyedTable}`,
    `create index ${t.visits}_left
      on ${t.visits} (process, state, left_at, visit, instance, entered_at) where left_at is not null`,
    `create table ${t.breaches} (
      instance ${integer} not null, deadline ${text} not null, visit ${integer} not null, due_at ${integer} not null,
      process ${text} not null, breached_at ${integer} not null, ended_at ${integer},
      primary key (instance, deadline, visit, due_at))${keyedTable}`,
    `create index ${t.breaches}_breached
      on ${t.breaches} (process, breached_at, deadline, instance, due_at, ended_at)`,
  ]
}
