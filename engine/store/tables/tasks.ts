import type { InstanceRecord, TaskRecord } from '../../core/record.js'
import { EngineError } from '../../errors/index.js'
import type { DuePoint } from '../../time/calendar.js'
import { earliestDue } from '../earliest-due.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { Page, PageRequest, TaskFilter, TaskRow } from '../port.js'
import { rowChanges } from '../row-changes.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import { type Binding, deleteRows, insertRows, type Session } from '../session.js'
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
} as const

/** Each role of a list is one range of an index; more than this in one question is a mistake. */
const mostRoles = 200

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
        due_provisional = excluded.due_provisional`,
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
      task.dueAt,
      task.dueProvisional ? 1 : 0,
    ]),
  )
  const known = new Map((before?.tasks ?? []).map((task) => [task.id, rolesKey(task)]))
  const newRoles = written.filter((task) => known.get(task.id) !== rolesKey(task))
  await saveTaskRoles(session, rowId, {
    tasks: newRoles,
    // The roles of closed tasks went with their rows (`on delete cascade`).
    changed: newRoles.filter((task) => known.has(task.id)).map((task) => task.id),
  })
}

/** Finds one open task. */
export async function readTask(session: Session, id: string): Promise<TaskRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.tasks} where id = ?`, [id])
  return row && toTaskRow(row)
}

/** Open tasks, the oldest first. With roles: those of at least one of them. */
export async function listTasks(
  session: Session,
  filter: TaskFilter,
  page: PageRequest,
): Promise<Page<TaskRow>> {
  const place = fromCursor('tasks', page, 'string')
  const range = place === undefined ? [] : [...place]
  const roles = filter.roles === undefined ? undefined : [...new Set(filter.roles)]
  if (roles?.length === 0) return { items: [] }
  if (roles && roles.length > mostRoles)
    throw new EngineError(
      'usage-wrong',
      `Expected at most ${mostRoles} roles in one question for tasks, but there are ${roles.length}.`,
    )
  const limit = page.limit + 1
  const query = roles ? ofRoles(session, filter, roles, { range, limit }) : ofAll(filter, range)
  const rows = await session.run(
    `select t.* from ${session.names.tasks} t where ${query.where.join(' and ') || '1 = 1'}
     order by t.opened_at, t.id limit ?`,
    [...query.bindings, limit],
  )
  return toPage(rows, page.limit, {
    item: toTaskRow,
    cursor: (row) => toCursor('tasks', [integer(row, 'opened_at'), text(row, 'id')]),
  })
}

interface Query {
  readonly where: readonly string[]
  readonly bindings: readonly Binding[]
}

function ofAll(filter: TaskFilter, range: readonly Binding[]): Query {
  const conditions: [string, readonly Binding[]][] = [
    ...(filter.process === undefined ? [] : [['t.process = ?', [filter.process]] as [string, Binding[]]]),
    ...(filter.instance === undefined ? [] : [['t.instance = ?', [filter.instance]] as [string, Binding[]]]),
    ...(range.length === 0 ? [] : [['(t.opened_at, t.id) > (?, ?)', range] as [string, Binding[]]]),
  ]
  return { where: conditions.map(([sql]) => sql), bindings: conditions.flatMap(([, values]) => values) }
}

/** For each role the next rows of its own range; the page is among them, so no list is read to its end. */
function ofRoles(
  session: Session,
  filter: TaskFilter,
  roles: readonly string[],
  next: { readonly range: readonly Binding[]; readonly limit: number },
): Query {
  // A case has few tasks: there the roles are compared, elsewhere they lead.
  if (filter.instance !== undefined) {
    const all = ofAll(filter, next.range)
    const hasRole = `exists (select 1 from ${session.names.task_roles} r
      where r.task = t.id and r.role in (${session.dialect.selectTexts}))`
    return { where: [...all.where, hasRole], bindings: [...all.bindings, JSON.stringify(roles)] }
  }
  const process = filter.process === undefined ? '' : ' and process = ?'
  const range = next.range.length === 0 ? '' : ' and (opened_at, task) > (?, ?)'
  const one = `select task from (select task from ${session.names.task_roles} where role = ?${process}${range}
    order by opened_at, task limit ?) as ranges`
  return {
    where: [`t.id in (${roles.map(() => one).join(' union ')})`],
    bindings: roles.flatMap((role) => [
      role,
      ...(filter.process === undefined ? [] : [filter.process]),
      ...next.range,
      next.limit,
    ]),
  }
}

function rowsOf(record: InstanceRecord): TaskRow[] {
  return record.tasks.map((task) => {
    const due = dueOf(record, task)
    return {
      id: task.id,
      instance: record.id,
      process: record.process,
      ...(record.number === undefined ? {} : { number: record.number }),
      state: task.state,
      visit: task.visit,
      roles: task.roles,
      openedAt: task.openedAt,
      ...(due ? { dueAt: due.at } : {}),
      ...(due?.provisional ? { dueProvisional: true } : {}),
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

function rolesKey(task: { readonly roles: readonly string[] }): string {
  return JSON.stringify(task.roles)
}

function toTaskRow(row: Row): TaskRow {
  return {
    id: text(row, 'id'),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    ...optionalText(row, 'number', 'number'),
    state: text(row, 'state'),
    visit: integer(row, 'visit'),
    roles: json(row, 'roles') as string[],
    openedAt: integer(row, 'opened_at'),
    ...optionalInteger(row, 'due_at', 'dueAt'),
    ...(integer(row, 'due_provisional') === 1 ? { dueProvisional: true } : {}),
  }
}
