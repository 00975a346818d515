import type { Load } from '../../core/command.js'
import type { AssignmentRecord, InstanceRecord, TaskRecord } from '../../core/record.js'
import type { DuePoint } from '../../time/calendar.js'
import { earliestDue } from '../earliest-due.js'
import { neverDue, priorityRank } from '../list-order.js'
import type { TaskRow } from '../port.js'
import { rowChanges } from '../row-changes.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import { deleteRows, insertRows, type Session } from '../session.js'
import { saveTaskRoles } from './task-roles.js'

const columns = {
  id: 'text',
  instance: 'text',
  process: 'text',
  number: 'text',
  state: 'text',
  visit: 'integer',
  roles: 'text',
  opened_at: 'integer',
  due_at: 'integer',
  due_provisional: 'integer',
  assignee: 'text',
  assigned_at: 'integer',
  assignment: 'text',
  away: 'integer',
  priority: 'integer',
  priority_rank: 'integer',
} as const

/** Writes the open tasks that a step opened, changed or closed. */
export async function saveTasks(
  session: Session,
  rowId: number,
  before: InstanceRecord | undefined,
  after: InstanceRecord,
): Promise<void> {
  const { removed, written } = rowChanges(before ? rowsOf(before) : [], rowsOf(after), (row) => row.id)
  const table = session.names.tasks
  await deleteRows(session, { table, column: 'id' }, removed)
  await insertRows(
    session,
    {
      table,
      columns,
      conflict: `on conflict (id) do update set number = excluded.number, state = excluded.state,
        visit = excluded.visit, roles = excluded.roles, opened_at = excluded.opened_at, due_at = excluded.due_at,
        due_provisional = excluded.due_provisional, assignee = excluded.assignee, assigned_at = excluded.assigned_at,
        assignment = excluded.assignment, away = excluded.away, priority = excluded.priority,
        priority_rank = excluded.priority_rank`,
    },
    written.map((task) => [
      task.id,
      task.instance,
      task.process,
      task.number,
      task.state,
      task.visit,
      JSON.stringify(task.roles),
      task.openedAt,
      task.dueAt ?? neverDue,
      task.dueProvisional ? 1 : 0,
      task.assignee,
      task.assignedAt,
      task.assignment && JSON.stringify(task.assignment),
      task.away ? 1 : 0,
      task.priority,
      priorityRank(task.priority),
    ]),
  )
  const known = new Map((before ? rowsOf(before) : []).map((task) => [task.id, listKey(task)]))
  const listed = written.filter((task) => known.get(task.id) !== listKey(task))
  await saveTaskRoles(session, rowId, {
    tasks: listed,
    // The roles of closed tasks went with their rows (`on delete cascade`).
    changed: listed.filter((task) => known.has(task.id)).map((task) => task.id),
  })
}

/** What each of these people has in hand, one case left out. */
export async function readLoads(
  session: Session,
  people: readonly string[],
  { except }: { readonly except: string },
): Promise<{ readonly [person: string]: Load }> {
  const rows = await session.run(
    `select assignee, count(*) as tasks, max(away) as away from ${session.names.tasks}
     where assignee in (${session.dialect.selectTexts}) and instance <> ? group by assignee`,
    [JSON.stringify(people), except],
  )
  const found = new Map(
    rows.map((row) => [
      text(row, 'assignee'),
      { tasks: integer(row, 'tasks'), away: integer(row, 'away') === 1 },
    ]),
  )
  return Object.fromEntries(people.map((person) => [person, found.get(person) ?? { tasks: 0, away: false }]))
}

/** Finds one open task. */
export async function readTask(session: Session, id: string): Promise<TaskRow | undefined> {
  const [row] = await session.run(
    `select ${taskColumns(session)} from ${session.names.tasks} t where t.id = ?`,
    [id],
  )
  return row && toTaskRow(row)
}

/** What `toTaskRow` reads of a task `t`; the version is that of its case. */
export const taskColumns = ({ names }: Session): string =>
  `t.*, (select i.version from ${names.instances} i where i.id = t.instance) as version`

function rowsOf(record: InstanceRecord): TaskRow[] {
  return record.tasks.map((task) => {
    const due = dueOf(record, task)
    return {
      id: task.id,
      instance: record.id,
      process: record.process,
      version: record.version,
      ...(record.number === undefined ? {} : { number: record.number }),
      state: task.state,
      visit: task.visit,
      roles: task.roles,
      openedAt: task.openedAt,
      ...(due ? { dueAt: due.at } : {}),
      ...(due?.provisional ? { dueProvisional: true } : {}),
      ...(task.assignee === undefined ? {} : { assignee: task.assignee }),
      ...(task.assignedAt === undefined ? {} : { assignedAt: task.assignedAt }),
      ...(task.assignment ? { assignment: task.assignment } : {}),
      ...(task.away ? { away: true } : {}),
      ...(record.priority === undefined ? {} : { priority: record.priority }),
    }
  })
}

/** A task is due with the earliest running deadline of the visit it belongs to; one that stands paused is not due. */
function dueOf(record: InstanceRecord, task: TaskRecord): DuePoint | undefined {
  if (record.suspended) return undefined
  return earliestDue(
    record.deadlines.filter(
      ({ state, visit, paused }) => state === task.state && visit === task.visit && !paused,
    ),
  )
}

/** What the lists of roles repeat of a task. */
function listKey({ roles, assignee, dueAt, priority }: TaskRow): string {
  return JSON.stringify([roles, assignee, dueAt, priority])
}

/** A row as the port gives it. */
export function toTaskRow(row: Row): TaskRow {
  return {
    id: text(row, 'id'),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    version: text(row, 'version'),
    ...optionalText(row, 'number', 'number'),
    state: text(row, 'state'),
    visit: integer(row, 'visit'),
    roles: json(row, 'roles') as string[],
    openedAt: integer(row, 'opened_at'),
    ...(integer(row, 'due_at') === neverDue ? {} : { dueAt: integer(row, 'due_at') }),
    ...(integer(row, 'due_provisional') === 1 ? { dueProvisional: true } : {}),
    ...optionalText(row, 'assignee', 'assignee'),
    ...optionalInteger(row, 'assigned_at', 'assignedAt'),
    ...(row['assignment'] === null ? {} : { assignment: json(row, 'assignment') as AssignmentRecord }),
    ...(integer(row, 'away') === 1 ? { away: true } : {}),
    ...optionalInteger(row, 'priority', 'priority'),
  }
}
