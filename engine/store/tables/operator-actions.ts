import type { CaseScope } from '../case-scope.js'
import { exists } from '../case-sets.js'
import { compileScope } from '../compile-scope.js'
import { type Place, placeOf, toCursor, toPageBothWays } from '../cursor.js'
import type { Page, PageRequest } from '../filters.js'
import type { OperatorActionFilter, OperatorActionRow } from '../operator-rows.js'
import type { JsonObject } from '../../errors/index.js'
import type { JsonValue } from '../../errors/json.js'
import { type PersonalValues, showPersonal } from '../personal-values.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import { type Binding, insertRows, type Session } from '../session.js'

/** Stands in cursors. */
const listName = 'operator-actions'

const columns = {
  at: 'integer',
  actor: 'text',
  via: 'text',
  action: 'text',
  reason: 'text',
  process: 'text',
  instance: 'text',
  number: 'text',
  seq: 'integer',
  subject: 'text',
  detail: 'text',
} as const

/** Adds what an operator did, in the transaction that does it. */
export async function insertOperatorAction(session: Session, row: OperatorActionRow): Promise<void> {
  const { at, actor, via, action, reason, process, instance, number, seq, subject, detail } = row
  const told = detail && JSON.stringify(detail)
  await insertRows(session, { table: session.names.operator_actions, columns }, [
    [at, actor, via, action, reason, process, instance, number, seq, subject, told],
  ])
}

/** What operators did, the latest first. */
export async function listOperatorActions(
  session: Session,
  filter: OperatorActionFilter,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<OperatorActionRow>> {
  const place = placeOf(listName, page, 'number', 1)
  const conditions = [...conditionsOf(session, filter), ...beside(place)]
  const direction = place.backwards ? 'asc' : 'desc'
  const isTold = reasonIsTold(session, filter.reasonsWithin)
  const rows = await session.run(
    `select o.row_id, ${Object.keys(columns)
      .map((column) => `o.${column}`)
      .join(', ')}, t.body as told_body, t.personal as told_personal, ${isTold[0]} as is_told
     from ${session.names.operator_actions} o
     left join ${session.names.trail} t on t.instance = o.instance and t.seq = o.seq where ${allOf(conditions)}
     order by o.at ${direction}, o.row_id ${direction} limit ?`,
    [...isTold[1], ...bindingsOf(conditions), page.limit + 1],
  )
  return toPageBothWays(rows, page, {
    item: actionRow,
    cursor: (row) => toCursor(listName, [integer(row, 'at'), integer(row, 'row_id')]),
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

function conditionsOf(session: Session, filter: OperatorActionFilter): readonly Condition[] {
  const { actor, action, instance, number, process, processes, from, to, within } = filter
  const conditions: Condition[] = [['1 = 1', []]]
  for (const [name, value] of Object.entries({ actor, action, instance, number, process }))
    if (value !== undefined) conditions.push([`o.${name} = ?`, [value]])
  if (processes !== undefined) conditions.push(ofProcesses(session, processes))
  if (from !== undefined) conditions.push(['o.at >= ?', [from]])
  if (to !== undefined) conditions.push(['o.at < ?', [to]])
  if (within) conditions.push(ofScope(session, within))
  return conditions
}

function ofProcesses({ dialect }: Session, processes: readonly string[]): Condition {
  return [`o.process in (${dialect.selectTexts})`, [JSON.stringify(processes)]]
}

/** On cases that somebody sees, and on processes of which they see all cases. */
function ofScope(session: Session, scope: CaseScope): Condition {
  const { sql, bindings } = compileScope(scope, session).holds
  const whole = scope.anyOf.flatMap(({ processes = [], people, field }) => (people || field ? [] : processes))
  const [process, named] = ofProcesses(session, whole)
  const seen = exists(`${session.names.instances} i where i.id = o.instance and ${sql}`)
  return [`case when o.instance is null then ${process} else ${seen} end`, [...named, ...bindings]]
}

/** 1 where the reason of an act may be told. */
function reasonIsTold(session: Session, scope: CaseScope | undefined): Condition {
  if (!scope) return ['1', []]
  const { sql, bindings } = compileScope(scope, session).holds
  const seen = exists(`${session.names.instances} i where i.id = o.instance and ${sql}`)
  return [`case when o.instance is null or ${seen} then 1 else 0 end`, bindings]
}

/** Rows on one side of the place a page begins at, in the order they are read in. */
function beside({ at, backwards }: Place): readonly Condition[] {
  return at ? [[`(o.at, o.row_id) ${backwards ? '>' : '<'} (?, ?)`, at]] : []
}

function allOf(conditions: readonly Condition[]): string {
  return conditions.map(([sql]) => sql).join(' and ')
}

function bindingsOf(conditions: readonly Condition[]): readonly Binding[] {
  return conditions.flatMap(([, bindings]) => bindings)
}

/** The reason as it was given, or as the row of the trail tells it today. */
function reasonOf(row: Row): Pick<OperatorActionRow, 'reason'> {
  const { reason } = row['told_body'] === null ? {} : bodyOf(row)
  const told = row['reason'] ?? reason
  if (told === undefined) return {}
  return { reason: typeof told === 'string' && integer(row, 'is_told') === 1 ? told : null }
}

function bodyOf(row: Row): JsonObject {
  const personal = row['told_personal'] === null ? {} : (json(row, 'told_personal') as PersonalValues)
  return showPersonal(json(row, 'told_body') as JsonValue, personal) as JsonObject
}

function actionRow(row: Row): OperatorActionRow {
  return {
    at: integer(row, 'at'),
    actor: text(row, 'actor'),
    ...optionalText(row, 'via', 'via'),
    action: text(row, 'action'),
    ...reasonOf(row),
    ...optionalText(row, 'process', 'process'),
    ...optionalText(row, 'instance', 'instance'),
    ...optionalText(row, 'number', 'number'),
    ...optionalInteger(row, 'seq', 'seq'),
    ...optionalText(row, 'subject', 'subject'),
    ...(row['detail'] === null ? {} : { detail: json(row, 'detail') as JsonObject }),
  }
}
