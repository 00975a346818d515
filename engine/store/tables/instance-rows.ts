import { neverDue } from '../list-order.js'
import type { InstanceRow } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'

/** Columns of the cases `i` that lists show and are ordered by: all but the record. */
export const listColumns = `i.row_id, i.id, i.process, i.version, i.profile, i.number, i.status, i.outcome, i.suspended,
  i.states, i.revision, i.created_at, i.updated_at, nullif(i.due_at, ${neverDue}) as due_at, i.due_provisional, i.priority,
  i.priority_rank`

/** A row of `listColumns` as the port gives it. */
export function toInstanceRow(row: Row): InstanceRow {
  return {
    id: text(row, 'id'),
    process: text(row, 'process'),
    version: text(row, 'version'),
    ...optionalText(row, 'profile', 'profile'),
    ...optionalText(row, 'number', 'number'),
    status: text(row, 'status') as InstanceRow['status'],
    ...optionalText(row, 'outcome', 'outcome'),
    ...(integer(row, 'suspended') === 1 ? { suspended: true } : {}),
    states: json(row, 'states') as string[],
    revision: integer(row, 'revision'),
    createdAt: integer(row, 'created_at'),
    updatedAt: integer(row, 'updated_at'),
    ...optionalInteger(row, 'due_at', 'nextDueAt'),
    ...(integer(row, 'due_provisional') === 1 ? { dueProvisional: true } : {}),
    ...optionalInteger(row, 'priority', 'priority'),
  }
}

/** The value of a column by which lists are ordered. */
export function sortValue(row: Row, column: string): number {
  return row[column] === null ? neverDue : integer(row, column)
}
