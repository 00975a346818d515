import type { InstanceRecord } from '../../core/record.js'
import { listRank, neverDue } from '../list-order.js'
import type { SavedStep } from '../port.js'
import { rowChanges } from '../row-changes.js'
import { deleteKeyed, insertRows, type Session } from '../session.js'

const columns = {
  instance: 'integer',
  state: 'text',
  process: 'text',
  updated_at: 'integer',
  created_at: 'integer',
  due_at: 'integer',
  priority_rank: 'integer',
} as const

/**
 * Active states of each case, with the values lists by state are ordered by: a copy, so that such a list is one
 * range of an index.
 */
export async function saveStates(
  session: Session,
  rowId: number,
  { before, after, nextDueAt = neverDue }: Pick<SavedStep, 'before' | 'after' | 'nextDueAt'>,
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
      conflict: `on conflict (instance, state) do update set updated_at = excluded.updated_at,
        due_at = excluded.due_at, priority_rank = excluded.priority_rank`,
    },
    written.map((row) => [
      rowId,
      row.state,
      row.process,
      row.updatedAt,
      row.createdAt,
      nextDueAt,
      listRank(after),
    ]),
  )
}

/** Every step is a change of these: it has a revision of its own, though perhaps no later time. */
function rowsOf({ active, process, updatedAt, createdAt, revision }: InstanceRecord) {
  return active.map((state) => ({ state: state.path, process, updatedAt, createdAt, revision }))
}
