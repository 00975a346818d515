import type { InstanceRecord } from '../../core/record.js'
import { rowChanges } from '../row-changes.js'
import { deleteKeyed, insertRows, type Session } from '../session.js'

const columns = { instance: 'integer', state: 'text', process: 'text', updated_at: 'integer' } as const

/**
 * Active states of each case, with the values lists by state are ordered by: a copy, so that such a list is one
 * range of an index.
 */
export async function saveStates(
  session: Session,
  rowId: number,
  before: InstanceRecord | undefined,
  after: InstanceRecord,
): Promise<void> {
  const { removed, written } = rowChanges(before ? rowsOf(before) : [], rowsOf(after), (row) => row.state)
  const table = session.names.instance_states
  await deleteKeyed(
    session,
    { table, columns: { instance: 'integer', state: 'text' } },
    removed.map((state) => [rowId, state]),
  )
  await insertRows(
    session,
    {
      table,
      columns,
      conflict: 'on conflict (instance, state) do update set updated_at = excluded.updated_at',
    },
    written.map((row) => [rowId, row.state, row.process, row.updatedAt]),
  )
}

function rowsOf(record: InstanceRecord): { state: string; process: string; updatedAt: number }[] {
  return record.active.map((state) => ({
    state: state.path,
    process: record.process,
    updatedAt: record.updatedAt,
  }))
}
