import type { InstanceRecord } from '../../core/record.js'
import { calendarSetKey } from '../calendar-set.js'
import { listRank, neverDue } from '../list-order.js'
import type { ChainHead } from '../port.js'
import { integer, json, type Row, text } from '../row.js'
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

const headColumns = 'row_id, id, revision, timers_armed, search_hash, trail_count, trail_hash, record'

/** A case as it is read under the lock. */
export interface LockedInstance {
  readonly record: InstanceRecord
  readonly head: InstanceHead
}

/** Reads record and head of a case and locks its row where the database locks rows. */
export async function lockInstanceRow(session: Session, id: string): Promise<LockedInstance | undefined> {
  const [row] = await session.run(
    `select ${headColumns} from ${session.names.instances} where id = ?${session.dialect.forUpdate}`,
    [id],
  )
  return row && toLocked(row)
}

/** The same for several cases, in the order of their ids, so that two writers do not wait for each other; those that another writer has locked are left out. */
export async function lockFreeRows(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedInstance>> {
  if (ids.length === 0) return new Map()
  const { selectTexts, forUpdateOfFree } = session.dialect
  const rows = await session.run(
    `select ${headColumns} from ${session.names.instances} where id in (${selectTexts}) order by id${forUpdateOfFree}`,
    [JSON.stringify(ids)],
  )
  return new Map(rows.map((row) => [text(row, 'id'), toLocked(row)]))
}

/** Those of the ids under which there is a case, locked or not. */
export async function readKnownIds(session: Session, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await session.run(
    `select id from ${session.names.instances} where id in (${session.dialect.selectTexts})`,
    [JSON.stringify(ids)],
  )
  return rows.map((row) => text(row, 'id'))
}

function toLocked(row: Row): LockedInstance {
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
const changing = {
  version: 'text',
  profile: 'text',
  number: 'text',
  status: 'text',
  outcome: 'text',
  revision: 'integer',
  updated_at: 'integer',
  due_at: 'integer',
  due_provisional: 'integer',
  priority: 'integer',
  priority_rank: 'integer',
  suspended: 'integer',
  ended_at: 'integer',
  calendars: 'text',
  states: 'text',
  timers_armed: 'integer',
  search_hash: 'text',
  trail_count: 'integer',
  trail_hash: 'text',
  record: 'text',
} as const

/** The others, with the count of trail rows an anchor covers, which is none yet. */
const fixed = { id: 'text', process: 'text', created_at: 'integer', anchored_count: 'integer' } as const

const changed = Object.keys(changing) as (keyof typeof changing)[]

/** Adds the rows of new cases and returns their numbers by id. */
export async function insertInstances(
  session: Session,
  writes: readonly InstanceWrite[],
): Promise<ReadonlyMap<string, number>> {
  if (writes.length === 0) return new Map()
  const columns = { ...fixed, ...changing }
  const rows = await session.run(
    `insert into ${session.names.instances} (${Object.keys(columns).join(', ')})
     ${session.dialect.selectRows(columns)} returning row_id, id`,
    [
      JSON.stringify(
        writes.map((write) => {
          const { id, process, createdAt } = write.record
          return [id, process, createdAt, 0, ...changingValues(write)]
        }),
      ),
    ],
  )
  return new Map(rows.map((row) => [text(row, 'id'), integer(row, 'row_id')]))
}

/** Writes the rows of existing cases. */
export async function updateInstances(
  session: Session,
  writes: readonly (readonly [rowId: number, write: InstanceWrite])[],
): Promise<void> {
  const [only, ...others] = writes
  if (!only) return
  const table = session.names.instances
  if (others.length === 0) {
    const [rowId, write] = only
    await session.run(
      `update ${table} set ${changed.map((column) => `${column} = ?`).join(', ')} where row_id = ?`,
      [...changingValues(write), rowId],
    )
    return
  }
  await session.run(
    `update ${table} set ${changed.map((column) => `${column} = v.${column}`).join(', ')}
     from (${session.dialect.selectRows({ row_id: 'integer', ...changing })}) as v where ${table}.row_id = v.row_id`,
    [JSON.stringify(writes.map(([rowId, write]) => [rowId, ...changingValues(write)]))],
  )
}

function changingValues(write: InstanceWrite): Binding[] {
  const { record, chain, timersArmed, searchHash, nextDueAt, dueProvisional } = write
  const values: { readonly [column in keyof typeof changing]: Binding } = {
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
    priority_rank: listRank(record),
    suspended: record.suspended ? 1 : 0,
    ended_at: record.endedAt ?? null,
    calendars: calendarSetKey(record),
    states: JSON.stringify(record.active.map((state) => state.path)),
    timers_armed: timersArmed ? 1 : 0,
    search_hash: searchHash,
    trail_count: chain.count,
    trail_hash: chain.hash,
    record: JSON.stringify(record),
  }
  return changed.map((column) => values[column])
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
