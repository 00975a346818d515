import type { InstanceRecord } from '../../core/record.js'
import { EngineError } from '../../errors/index.js'
import { calendarSetKey } from '../calendar-set.js'
import { compileFilter, sortKeys } from '../compile-filter.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import { lastRank, neverDue, priorityRank } from '../list-order.js'
import type { ChainHead, InstanceFilter, InstanceRow, Page, PageRequest } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import type { Binding, Session } from '../session.js'

/** What the row of a case says beside its record; read under the write lock before a step is saved. */
export interface InstanceHead {
  readonly rowId: number
  readonly revision: number
  readonly chain: ChainHead
  readonly timersArmed: boolean
  /** Hash of the search values that are stored. */
  readonly searchHash: string
}

/** What is written to the row of a case. */
export interface InstanceWrite {
  readonly record: InstanceRecord
  readonly chain: ChainHead
  readonly timersArmed: boolean
  readonly searchHash: string
  readonly nextDueAt?: number
  readonly dueProvisional: boolean
}

/** Reads the record of a case. */
export async function readInstance(session: Session, id: string): Promise<InstanceRecord | undefined> {
  const [row] = await session.run(`select record from ${session.names.instances} where id = ?`, [id])
  return row && (json(row, 'record') as InstanceRecord)
}

/** Reads record and head of a case and locks its row where the database locks rows. */
export async function lockInstanceRow(
  session: Session,
  id: string,
): Promise<{ readonly record: InstanceRecord; readonly head: InstanceHead } | undefined> {
  const [row] = await session.run(
    `select row_id, id, revision, timers_armed, search_hash, trail_count, trail_hash, record
     from ${session.names.instances} where id = ?${session.dialect.forUpdate}`,
    [id],
  )
  if (!row) return undefined
  return {
    record: json(row, 'record') as InstanceRecord,
    head: {
      rowId: integer(row, 'row_id'),
      revision: integer(row, 'revision'),
      chain: { instance: text(row, 'id'), count: integer(row, 'trail_count'), hash: text(row, 'trail_hash') },
      timersArmed: integer(row, 'timers_armed') === 1,
      searchHash: text(row, 'search_hash'),
    },
  }
}

/** Columns a step may change; the others are fixed when the case is created. */
const changing = [
  'version',
  'profile',
  'number',
  'status',
  'outcome',
  'revision',
  'updated_at',
  'due_at',
  'due_provisional',
  'priority',
  'priority_rank',
  'suspended',
  'calendars',
  'states',
  'timers_armed',
  'search_hash',
  'trail_count',
  'trail_hash',
  'record',
] as const

/** Adds the row of a new case and returns its number. */
export async function insertInstance(session: Session, write: InstanceWrite): Promise<number> {
  const { record } = write
  const columns = ['id', 'process', 'created_at', 'anchored_count', ...changing]
  const [row] = await session.run(
    `insert into ${session.names.instances} (${columns.join(', ')})
     values (${columns.map(() => '?').join(', ')}) returning row_id`,
    [record.id, record.process, record.createdAt, 0, ...changingValues(write)],
  )
  if (!row) throw new EngineError('database-failed', 'Expected the number of the new row, but got none.')
  return integer(row, 'row_id')
}

/** Writes the row of an existing case. */
export async function updateInstance(session: Session, rowId: number, write: InstanceWrite): Promise<void> {
  await session.run(
    `update ${session.names.instances} set ${changing.map((column) => `${column} = ?`).join(', ')} where row_id = ?`,
    [...changingValues(write), rowId],
  )
}

function changingValues(write: InstanceWrite): Binding[] {
  const { record, chain, timersArmed, searchHash, nextDueAt, dueProvisional } = write
  const values: { readonly [column in (typeof changing)[number]]: Binding } = {
    version: record.version,
    profile: record.profile ?? null,
    number: record.number ?? null,
    status: record.status,
    outcome: record.outcome ?? null,
    revision: record.revision,
    updated_at: record.updatedAt,
    due_at: nextDueAt ?? neverDue,
    due_provisional: dueProvisional ? 1 : 0,
    priority: record.priority ?? null,
    priority_rank: record.status === 'ended' ? lastRank : priorityRank(record.priority),
    suspended: record.suspended ? 1 : 0,
    calendars: calendarSetKey(record),
    states: JSON.stringify(record.active.map((state) => state.path)),
    timers_armed: timersArmed ? 1 : 0,
    search_hash: searchHash,
    trail_count: chain.count,
    trail_hash: chain.hash,
    record: JSON.stringify(record),
  }
  return changing.map((column) => values[column])
}

const listColumns = `i.row_id, i.id, i.process, i.version, i.profile, i.number, i.status, i.outcome, i.suspended,
  i.states, i.revision, i.created_at, i.updated_at, nullif(i.due_at, ${neverDue}) as due_at, i.due_provisional, i.priority,
  i.priority_rank`

/** One page of the list, as a range of the index that its order and filter choose. */
export async function listInstances(
  session: Session,
  filter: InstanceFilter,
  page: PageRequest,
): Promise<Page<InstanceRow>> {
  const sort = page.sort ?? 'updated'
  const { from, where, bindings, sortColumns, tieColumn } = compileFilter(filter, session, sort)
  const place = fromCursor(sort, page, 'number', sortColumns.length)
  const [sign, direction] = sort === 'due' || sort === 'priority' ? ['>', 'asc'] : ['<', 'desc']
  const columns = [...sortColumns, tieColumn]
  const range = place ? [`(${columns.join(', ')}) ${sign} (${columns.map(() => '?').join(', ')})`] : []
  const rows = await session.run(
    `select ${listColumns} from ${from} where ${[...where, ...range].join(' and ') || '1 = 1'}
     order by ${columns.map((column) => `${column} ${direction}`).join(', ')} limit ?`,
    [...bindings, ...(place ?? []), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: toInstanceRow,
    cursor: (row) =>
      toCursor(sort, [
        ...sortKeys[sort].map((key) => (row[key] === null ? neverDue : integer(row, key))),
        integer(row, 'row_id'),
      ]),
  })
}

/** How many cases a filter lets through. */
export async function countInstances(session: Session, filter: InstanceFilter): Promise<number> {
  const { from, where, bindings } = compileFilter(filter, session)
  const [row] = await session.run(
    `select count(*) as total from ${from} where ${where.join(' and ') || '1 = 1'}`,
    bindings,
  )
  return row ? integer(row, 'total') : 0
}

/** Chain heads in id order. */
export async function readHeads(
  session: Session,
  after: string | undefined,
  limit: number,
): Promise<readonly ChainHead[]> {
  const rows = await session.run(
    `select id, trail_count, trail_hash from ${session.names.instances} where id > ? order by id limit ?`,
    [after ?? '', limit],
  )
  return rows.map((row) => ({
    instance: text(row, 'id'),
    count: integer(row, 'trail_count'),
    hash: text(row, 'trail_hash'),
  }))
}

function toInstanceRow(row: Row): InstanceRow {
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
