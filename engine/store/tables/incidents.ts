import type { Instant } from '../../time/instant.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { IncidentDetail, IncidentFilter, IncidentRow, Page, PageRequest } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import { type Binding, runRows, type Session } from '../session.js'

const columns = `i.row_id, i.id, i.instance, i.process, i.number, i.kind, i.subject, i.code, i.detail, i.opened_at,
  i.status, i.settled_at, i.settled_by, i.reason`

/** Opens an incident. An effect has one open incident at most. */
export async function insertIncident(session: Session, incident: IncidentRow): Promise<void> {
  const { id, instance, process, number, kind, subject, code, detail, openedAt, status } = incident
  await session.run(
    `insert into ${session.names.incidents}
     (id, instance, process, number, kind, subject, code, detail, opened_at, status)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, instance, process, number ?? null, kind, subject, code, JSON.stringify(detail), openedAt, status],
  )
}

/** How a person settled an incident. */
export type SettledIncident = Required<
  Pick<IncidentRow, 'id' | 'status' | 'settledAt' | 'settledBy' | 'reason'>
>

/** Settles an incident that is locked. */
export async function settleIncident(
  session: Session,
  { id, status, settledAt, settledBy, reason }: SettledIncident,
): Promise<void> {
  await session.run(
    `update ${session.names.incidents} set status = ?, settled_at = ?, settled_by = ?, reason = ? where id = ?`,
    [status, settledAt, settledBy, reason, id],
  )
}

/** Settles the open incidents of effects that became needless. */
export async function overtakeIncidents(
  session: Session,
  effects: Iterable<string>,
  at: Instant,
): Promise<void> {
  const { incidents } = session.names
  const given = session.dialect.selectRows({ subject: 'text', settled_at: 'integer' })
  await runRows(
    session,
    `update ${incidents} set status = 'overtaken', settled_at = v.settled_at
     from (${given}) as v where ${incidents}.subject = v.subject and ${incidents}.status = 'open'`,
    [...effects].map((id) => [id, at]),
  )
}

/** An incident as it stands. `lock`: under the write lock of the transaction. */
export async function readIncident(
  session: Session,
  id: string,
  { lock = false } = {},
): Promise<IncidentRow | undefined> {
  const { names, dialect } = session
  const [row] = await session.run(
    `select ${columns} from ${names.incidents} i where i.id = ?${lock ? dialect.forUpdate : ''}`,
    [id],
  )
  return row && incidentRow(row)
}

/** Incidents with one status, those that were opened first at the top. */
export async function listIncidents(
  session: Session,
  filter: IncidentFilter,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<IncidentRow>> {
  const place = fromCursor('incidents', page, 'number')
  const conditions = conditionsOf(session, filter)
  if (place) conditions.push(['(i.opened_at, i.row_id) > (?, ?)', place])
  const rows = await session.run(
    `select ${columns} from ${session.names.incidents} i where ${allOf(conditions)}
     order by i.opened_at, i.row_id limit ?`,
    [...bindingsOf(conditions), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: incidentRow,
    cursor: (row) => toCursor('incidents', [integer(row, 'opened_at'), integer(row, 'row_id')]),
  })
}

/** How many incidents there are with one status. */
export async function countIncidents(session: Session, filter: IncidentFilter): Promise<number> {
  const conditions = conditionsOf(session, filter)
  const [row] = await session.run(
    `select count(*) as count from ${session.names.incidents} i where ${allOf(conditions)}`,
    bindingsOf(conditions),
  )
  return row ? integer(row, 'count') : 0
}

type Condition = readonly [sql: string, bindings: readonly Binding[]]

function conditionsOf(
  { dialect }: Session,
  { status = 'open', processes, process, instance }: IncidentFilter,
): Condition[] {
  const conditions: Condition[] = [['i.status = ?', [status]]]
  if (process !== undefined) conditions.push(['i.process = ?', [process]])
  if (processes !== undefined)
    conditions.push([`i.process in (${dialect.selectTexts})`, [JSON.stringify(processes)]])
  if (instance !== undefined) conditions.push(['i.instance = ?', [instance]])
  return conditions
}

function allOf(conditions: readonly Condition[]): string {
  return conditions.map(([sql]) => sql).join(' and ')
}

function bindingsOf(conditions: readonly Condition[]): readonly Binding[] {
  return conditions.flatMap(([, bindings]) => bindings)
}

function incidentRow(row: Row): IncidentRow {
  return {
    id: text(row, 'id'),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    ...optionalText(row, 'number', 'number'),
    kind: text(row, 'kind') as IncidentRow['kind'],
    subject: text(row, 'subject'),
    code: text(row, 'code'),
    detail: json(row, 'detail') as IncidentDetail,
    openedAt: integer(row, 'opened_at'),
    status: text(row, 'status') as IncidentRow['status'],
    ...optionalInteger(row, 'settled_at', 'settledAt'),
    ...optionalText(row, 'settled_by', 'settledBy'),
    ...optionalText(row, 'reason', 'reason'),
  }
}
