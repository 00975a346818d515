import { compileFilter } from '../compile-filter.js'
import type { Condition } from '../case-sets.js'
import { processesOf } from '../left-processes.js'
import type { CountedBy, InstanceCount, InstanceFilter, InstanceRow } from '../port.js'
import { integer, json, optionalText } from '../row.js'
import type { Session } from '../session.js'
import { listColumns, toInstanceRow } from './instance-rows.js'
import { readProcessNames, withProcesses } from './process-names.js'

/** How many cases a filter lets through. */
export async function countInstances(session: Session, filter: InstanceFilter): Promise<number> {
  const { sql, bindings } = await conditionOf(session, filter)
  const [row] = await session.run(
    `select count(*) as total from ${session.names.instances} i where ${sql}`,
    bindings,
  )
  return row ? integer(row, 'total') : 0
}

/** How many of them there are of each kind, in order. */
export async function countInstancesBy(
  session: Session,
  by: CountedBy,
  filter: InstanceFilter,
): Promise<readonly InstanceCount[]> {
  const { kind, from, where, isOnce } = kindsOf(session)[by]
  const { sql, bindings } = await conditionOf(
    session,
    by === 'process' ? await told(session, filter) : filter,
  )
  const rows = await session.run(
    `select ${kind}, count(${isOnce ? '*' : 'distinct i.row_id'}) as total from ${from}
     where ${where} and ${sql} group by ${kind} order by ${kind}`,
    bindings,
  )
  return rows.map((row) => ({
    ...optionalText(row, 'process', 'process'),
    ...optionalText(row, 'state', 'state'),
    ...optionalText(row, 'role', 'role'),
    ...optionalText(row, 'assignee', 'assignee'),
    count: integer(row, 'total'),
  }))
}

/** The filter with its processes written out: by process cases lie in every order, so that an index alone tells of them. */
async function told(session: Session, filter: InstanceFilter): Promise<InstanceFilter> {
  return processesOf(filter) ? filter : { ...filter, processes: await readProcessNames(session) }
}

/** What tells the kinds of cases, and with which tables; whether a case is told of each kind but once. */
function kindsOf({ names }: Session): {
  readonly [by in CountedBy]: {
    readonly kind: string
    readonly from: string
    readonly where: string
    readonly isOnce: boolean
  }
} {
  const cases = `${names.instances} i`
  return {
    process: { kind: 'i.process', from: cases, where: '1 = 1', isOnce: true },
    state: {
      kind: 's.process, s.state',
      from: `${names.instance_states} s join ${cases} on i.row_id = s.instance`,
      where: '1 = 1',
      isOnce: true,
    },
    // From the cases to the roles, in this order: of all roles of open tasks but few may be asked for.
    role: {
      kind: 'r.role',
      from: `${cases} cross join ${names.tasks} t cross join ${names.task_roles} r`,
      where: 't.instance = i.id and r.task = t.id',
      isOnce: false,
    },
    // A task that nobody has has no person to be counted for.
    assignee: {
      kind: 't.assignee',
      from: `${names.tasks} t join ${cases} on i.id = t.instance and t.assignee is not null`,
      where: '1 = 1',
      isOnce: false,
    },
  }
}

/**
 * The numbers of all cases a filter lets through, in the order they were entered: one statement, so that they are those
 * of one moment.
 */
export async function readInstanceNumbers(
  session: Session,
  filter: InstanceFilter,
): Promise<readonly number[]> {
  const { sql, bindings } = await conditionOf(session, filter)
  const [row] = await session.run(
    `select ${session.dialect.listOf('row_id')} as numbers from (
       select i.row_id from ${session.names.instances} i where ${sql} order by i.row_id) as found`,
    bindings,
  )
  return row ? (json(row, 'numbers') as number[]) : []
}

/** Rows of cases by their numbers, in the order they were entered. */
export async function readInstanceRows(
  session: Session,
  numbers: readonly number[],
): Promise<readonly InstanceRow[]> {
  if (numbers.length === 0) return []
  const rows = await session.run(
    `select ${listColumns} from ${session.names.instances} i
     where i.row_id in (${session.dialect.selectIntegers}) order by i.row_id`,
    [JSON.stringify(numbers)],
  )
  return rows.map(toInstanceRow)
}

/** The filter as one condition on `i`. What other tables tell of is asked for as a set: all cases of it are wanted. */
export async function conditionOf(session: Session, given: InstanceFilter): Promise<Condition> {
  const filter = await withProcesses(session, given)
  const wanted = compileFilter(filter, session).map(({ holds, cases }) =>
    cases ? { ...cases, sql: `i.row_id in (select row_id from (${cases.sql}) as told)` } : holds,
  )
  return {
    sql: wanted.map(({ sql }) => sql).join(' and ') || '1 = 1',
    bindings: wanted.flatMap(({ bindings }) => bindings),
  }
}
