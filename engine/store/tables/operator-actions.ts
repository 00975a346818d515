import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { Page, PageRequest } from '../filters.js'
import type { OperatorActionFilter, OperatorActionRow } from '../operator-rows.js'
import { integer, optionalText, type Row, text } from '../row.js'
import type { Binding, Session } from '../session.js'

/** Adds what an operator did, in the transaction that does it. */
export async function insertOperatorAction(session: Session, row: OperatorActionRow): Promise<void> {
  const { instance, seq, process, number, at, actor, via, action, reason } = row
  await session.run(
    `insert into ${session.names.operator_actions}
     (instance, seq, process, number, at, actor, via, action, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [instance, seq, process, number ?? null, at, actor, via ?? null, action, reason],
  )
}

/** What operators did, the latest first. */
export async function listOperatorActions(
  session: Session,
  filter: OperatorActionFilter,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<OperatorActionRow>> {
  const place = fromCursor('operator-actions', page, 'number')
  const conditions = conditionsOf(session, filter)
  if (place) conditions.push(['(o.at, o.row_id) < (?, ?)', place])
  const rows = await session.run(
    `select o.row_id, o.instance, o.seq, o.process, o.number, o.at, o.actor, o.via, o.action, o.reason
     from ${session.names.operator_actions} o where ${allOf(conditions)}
     order by o.at desc, o.row_id desc limit ?`,
    [...bindingsOf(conditions), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: actionRow,
    cursor: (row) => toCursor('operator-actions', [integer(row, 'at'), integer(row, 'row_id')]),
  })
}

/** How many there are. */
export async function countOperatorActions(session: Session, filter: OperatorActionFilter): Promise<number> {
  const conditions = conditionsOf(session, filter)
  const [row] = await session.run(
    `select count(*) as count from ${session.names.operator_actions} o where ${allOf(conditions)}`,
    bindingsOf(conditions),
  )
  return row ? integer(row, 'count') : 0
}

type Condition = readonly [sql: string, bindings: readonly Binding[]]

function conditionsOf({ dialect }: Session, filter: OperatorActionFilter): Condition[] {
  const { actor, action, instance, process, processes, from, to } = filter
  const conditions: Condition[] = [['1 = 1', []]]
  if (actor !== undefined) conditions.push(['o.actor = ?', [actor]])
  if (action !== undefined) conditions.push(['o.action = ?', [action]])
  if (instance !== undefined) conditions.push(['o.instance = ?', [instance]])
  if (process !== undefined) conditions.push(['o.process = ?', [process]])
  if (processes !== undefined)
    conditions.push([`o.process in (${dialect.selectTexts})`, [JSON.stringify(processes)]])
  if (from !== undefined) conditions.push(['o.at >= ?', [from]])
  if (to !== undefined) conditions.push(['o.at < ?', [to]])
  return conditions
}

function allOf(conditions: readonly Condition[]): string {
  return conditions.map(([sql]) => sql).join(' and ')
}

function bindingsOf(conditions: readonly Condition[]): readonly Binding[] {
  return conditions.flatMap(([, bindings]) => bindings)
}

function actionRow(row: Row): OperatorActionRow {
  return {
    seq: integer(row, 'seq'),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    ...optionalText(row, 'number', 'number'),
    at: integer(row, 'at'),
    actor: text(row, 'actor'),
    ...optionalText(row, 'via', 'via'),
    action: text(row, 'action'),
    reason: text(row, 'reason'),
  }
}
