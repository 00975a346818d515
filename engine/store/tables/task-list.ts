import { EngineError } from '../../errors/index.js'
import { exists } from '../case-sets.js'
import { compileScope } from '../compile-scope.js'
import { type Place, placeOf, toCursor, toPageBothWays } from '../cursor.js'
import type { CaseScope, Page, PageRequest, PartyFilter, TaskFilter, TaskRow } from '../port.js'
import { integer, text } from '../row.js'
import type { Binding, Session } from '../session.js'
import { taskColumns, toTaskRow } from './tasks.js'

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
  const place = placeOf(order.name, page, 'string', order.columns.length)
  const roles = filter.roles === undefined ? undefined : [...new Set(filter.roles)]
  if (roles?.length === 0) return { items: [] }
  if (roles && roles.length > mostRoles)
    throw new EngineError(
      'usage-wrong',
      `Expected at most ${mostRoles} roles in one question for tasks, but there are ${roles.length}.`,
    )
  const next = { order, place, limit: page.limit + 1 }
  const query = roles ? ofRoles(session, filter, roles, next) : ofAll(session, filter, next)
  const rows = await session.run(
    `select ${taskColumns(session)} from ${session.names.tasks} t where ${query.where.join(' and ') || '1 = 1'}
     order by ${ordered(order, 't.', 'id', place)} limit ?`,
    [...query.bindings, next.limit],
  )
  return toPageBothWays(rows, page, {
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

function columnsOf({ columns }: Order, prefix: string, tie: string): readonly string[] {
  return [...columns, tie].map((column) => prefix + column)
}

function ordered(order: Order, prefix: string, tie: string, { backwards }: Place): string {
  const direction = backwards ? 'desc' : 'asc'
  return columnsOf(order, prefix, tie)
    .map((column) => `${column} ${direction}`)
    .join(', ')
}

interface Query {
  readonly where: readonly string[]
  readonly bindings: readonly Binding[]
}

/** Where the next page begins, and how much of it is read. */
interface Next {
  readonly order: Order
  readonly place: Place
  readonly limit: number
}

type Condition = readonly [sql: string, values: readonly Binding[]]

function ofAll(session: Session, filter: TaskFilter, { order, place }: Next): Query {
  const conditions: readonly Condition[] = [
    ...equal('t.process', filter.process),
    ...equal('t.instance', filter.instance),
    ...having(filter, 't.'),
    ...(filter.party === undefined ? [] : [ofParty(session, filter.party)]),
    ...(filter.within === undefined ? [] : [ofScope(session, filter.within, 'i.id = t.instance')]),
    ...beside(columnsOf(order, 't.', 'id'), place),
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

function beside(columns: readonly string[], { at, backwards }: Place): readonly Condition[] {
  if (!at) return []
  return [[`(${columns.join(', ')}) ${backwards ? '<' : '>'} (${at.map(() => '?').join(', ')})`, at]]
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

/** Tasks of cases that somebody sees; `own` tells which case a row belongs to. */
function ofScope(session: Session, scope: CaseScope, own: string): Condition {
  const { sql, bindings } = compileScope(scope, session).holds
  return [exists(`${session.names.instances} i where ${own} and ${sql}`), bindings]
}

/** For each role the next rows of its own range; the page is among them, so no list is read to its end. */
function ofRoles(session: Session, filter: TaskFilter, roles: readonly string[], next: Next): Query {
  const { names, dialect } = session
  const { instance, assignee, party, within } = filter
  // A case, a person and a party have few tasks: there the roles are compared, elsewhere they lead.
  if ([instance, assignee, party].some((one) => one !== undefined)) {
    const all = ofAll(session, filter, next)
    const hasRole = exists(`${names.task_roles} r where r.task = t.id and r.role in (${dialect.selectTexts})`)
    return { where: [...all.where, hasRole], bindings: [...all.bindings, JSON.stringify(roles)] }
  }
  const more = queryOf([
    ...equal('r.process', filter.process),
    ...having(filter, 'r.'),
    ...(within === undefined ? [] : [ofScope(session, within, 'i.row_id = r.instance')]),
    ...beside(columnsOf(next.order, 'r.', 'task'), next.place),
  ])
  const one = `select task from (select r.task from ${names.task_roles} r
    where ${['r.role = ?', ...more.where].join(' and ')}
    order by ${ordered(next.order, 'r.', 'task', next.place)} limit ?) as ranges`
  return {
    where: [`t.id in (${roles.map(() => one).join(' union ')})`],
    bindings: roles.flatMap((role) => [role, ...more.bindings, next.limit]),
  }
}
