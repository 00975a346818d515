import { EngineError } from '../../errors/index.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { Page, PageRequest, PartyFilter, TaskFilter, TaskRow } from '../port.js'
import { integer, text } from '../row.js'
import type { Binding, Session } from '../session.js'
import { toTaskRow } from './tasks.js'

/** Each role of a list is one range of an index; more than this in one question is a mistake. */
const mostRoles = 200

/** An order of the list: its columns without the id, which breaks ties. Tasks and their roles have the same. */
interface Order {
  readonly name: string
  readonly columns: readonly string[]
}

const byAge: Order = { name: 'tasks', columns: ['opened_at'] }
const byPriority: Order = { name: 'tasks-priority', columns: ['priority_rank', 'due_at'] }

/**
 * Open tasks, the oldest first; or by priority, the most urgent first, then the soonest due. With roles: those of at
 * least one of them.
 */
export async function listTasks(
  session: Session,
  filter: TaskFilter,
  page: PageRequest,
): Promise<Page<TaskRow>> {
  const order = orderOf(page)
  const place = fromCursor(order.name, page, 'string', order.columns.length)
  const roles = filter.roles === undefined ? undefined : [...new Set(filter.roles)]
  if (roles?.length === 0) return { items: [] }
  if (roles && roles.length > mostRoles)
    throw new EngineError(
      'usage-wrong',
      `Expected at most ${mostRoles} roles in one question for tasks, but there are ${roles.length}.`,
    )
  const next = { order, range: place ?? [], limit: page.limit + 1 }
  const query = roles ? ofRoles(session, filter, roles, next) : ofAll(session, filter, next)
  const rows = await session.run(
    `select t.* from ${session.names.tasks} t where ${query.where.join(' and ') || '1 = 1'}
     order by ${columnsOf(order, 't.', 'id')} limit ?`,
    [...query.bindings, next.limit],
  )
  return toPage(rows, page.limit, {
    item: toTaskRow,
    cursor: (row) =>
      toCursor(order.name, [...order.columns.map((column) => integer(row, column)), text(row, 'id')]),
  })
}

function orderOf({ sort }: PageRequest): Order {
  if (sort === undefined) return byAge
  if (sort === 'priority') return byPriority
  throw new EngineError(
    'usage-wrong',
    `Expected tasks by age (no 'sort') or by 'priority', but found '${sort}'.`,
  )
}

function columnsOf({ columns }: Order, prefix: string, tie: string): string {
  return [...columns, tie].map((column) => prefix + column).join(', ')
}

interface Query {
  readonly where: readonly string[]
  readonly bindings: readonly Binding[]
}

/** Where the next page begins, and how much of it is read. */
interface Next {
  readonly order: Order
  /** Place of the last row of the page before; empty on the first. */
  readonly range: readonly Binding[]
  readonly limit: number
}

type Condition = readonly [sql: string, values: readonly Binding[]]

function ofAll(session: Session, filter: TaskFilter, { order, range }: Next): Query {
  const conditions: readonly Condition[] = [
    ...equal('t.process', filter.process),
    ...equal('t.instance', filter.instance),
    ...having(filter, 't.'),
    ...(filter.party === undefined ? [] : [ofParty(session, filter.party)]),
    ...behind(columnsOf(order, 't.', 'id'), range),
  ]
  return queryOf(conditions)
}

function equal(column: string, value: string | undefined): readonly Condition[] {
  return value === undefined ? [] : [[`${column} = ?`, [value]]]
}

/** Those one person has, or those nobody has. */
function having({ assignee, unassigned }: TaskFilter, prefix: string): readonly Condition[] {
  const free: readonly Condition[] =
    unassigned === undefined ? [] : [[`${prefix}assignee is ${unassigned ? 'null' : 'not null'}`, []]]
  return [...equal(`${prefix}assignee`, assignee), ...free]
}

function behind(columns: string, range: readonly Binding[]): readonly Condition[] {
  return range.length === 0 ? [] : [[`(${columns}) > (${range.map(() => '?').join(', ')})`, range]]
}

function queryOf(conditions: readonly Condition[]): Query {
  return { where: conditions.map(([sql]) => sql), bindings: conditions.flatMap(([, values]) => values) }
}

/** Tasks for a role that is the party in the very case. */
function ofParty({ names, dialect }: Session, { party, roles }: PartyFilter): Condition {
  return [
    `t.id in (select r.task from ${names.instance_parties} p
      join ${names.task_roles} r on r.role = p.role and r.instance = p.instance
      where p.party = ? and p.role in (${dialect.selectTexts}))`,
    [party, JSON.stringify(roles)],
  ]
}

/** For each role the next rows of its own range; the page is among them, so no list is read to its end. */
function ofRoles(session: Session, filter: TaskFilter, roles: readonly string[], next: Next): Query {
  const { names, dialect } = session
  // A case, a person and a party have few tasks: there the roles are compared, elsewhere they lead.
  if (filter.instance !== undefined || filter.assignee !== undefined || filter.party !== undefined) {
    const all = ofAll(session, filter, next)
    const hasRole = `exists (select 1 from ${names.task_roles} r
      where r.task = t.id and r.role in (${dialect.selectTexts}))`
    return { where: [...all.where, hasRole], bindings: [...all.bindings, JSON.stringify(roles)] }
  }
  const columns = columnsOf(next.order, '', 'task')
  const more = queryOf([
    ...equal('process', filter.process),
    ...having(filter, ''),
    ...behind(columns, next.range),
  ])
  const one = `select task from (select task from ${names.task_roles}
    where ${['role = ?', ...more.where].join(' and ')} order by ${columns} limit ?) as ranges`
  return {
    where: [`t.id in (${roles.map(() => one).join(' union ')})`],
    bindings: roles.flatMap((role) => [role, ...more.bindings, next.limit]),
  }
}
