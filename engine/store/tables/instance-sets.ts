import { compileFilter } from '../compile-filter.js'
import type { Condition } from '../case-sets.js'
import type { InstanceCount, InstanceFilter, InstanceRow } from '../port.js'
import { integer, json, text } from '../row.js'
import type { Session } from '../session.js'
import { listColumns, toInstanceRow } from './instance-rows.js'
import { withProcesses } from './process-names.js'

/** How many cases a filter lets through. */
export async function countInstances(session: Session, filter: InstanceFilter): Promise<number> {
  const { sql, bindings } = await conditionOf(session, filter)
  const [row] = await session.run(
    `select count(*) as total from ${session.names.instances} i where ${sql}`,
    bindings,
  )
  return row ? integer(row, 'total') : 0
}

/** How many of them there are of each process, or in each state of it, in order. */
export async function countInstancesBy(
  session: Session,
  by: 'process' | 'state',
  filter: InstanceFilter,
): Promise<readonly InstanceCount[]> {
  const { sql, bindings } = await conditionOf(session, filter)
  const { instances, instance_states: states } = session.names
  const rows = await session.run(
    by === 'process'
      ? `select i.process, count(*) as total from ${instances} i where ${sql} group by i.process order by i.process`
      : `select s.process, s.state, count(*) as total from ${states} s join ${instances} i on i.row_id = s.instance
         where ${sql} group by s.process, s.state order by s.process, s.state`,
    bindings,
  )
  return rows.map((row) => ({
    process: text(row, 'process'),
    ...(by === 'state' ? { state: text(row, 'state') } : {}),
    count: integer(row, 'total'),
  }))
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
async function conditionOf(session: Session, given: InstanceFilter): Promise<Condition> {
  const filter = await withProcesses(session, given)
  const wanted = compileFilter(filter, session).map(({ holds, cases }) =>
    cases ? { ...cases, sql: `i.row_id in (select row_id from (${cases.sql}) as told)` } : holds,
  )
  return {
    sql: wanted.map(({ sql }) => sql).join(' and ') || '1 = 1',
    bindings: wanted.flatMap(({ bindings }) => bindings),
  }
}
