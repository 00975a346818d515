import { neverDue, priorityRank } from '../list-order.js'
import type { TaskRow } from '../port.js'
import { deleteRows, insertRows, type Session } from '../session.js'

const columns = {
  task: 'text',
  role: 'text',
  instance: 'integer',
  process: 'text',
  opened_at: 'integer',
  assignee: 'text',
  priority_rank: 'integer',
  due_at: 'integer',
} as const

/**
 * Roles of open tasks, one row each, so that "tasks of my roles" is a range of an index in each of its orders, and so
 * are those of them that nobody has.
 */
export async function saveTaskRoles(
  session: Session,
  rowId: number,
  what: { readonly tasks: readonly TaskRow[]; readonly changed: readonly string[] },
): Promise<void> {
  const table = session.names.task_roles
  await deleteRows(session, { table, column: 'task' }, what.changed)
  await insertRows(
    session,
    { table, columns },
    what.tasks.flatMap((task) =>
      [...new Set(task.roles)].map((role) => [
        task.id,
        role,
        rowId,
        task.process,
        task.openedAt,
        task.assignee,
        priorityRank(task.priority),
        task.dueAt ?? neverDue,
      ]),
    ),
  )
}
