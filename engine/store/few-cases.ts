import { type FilterPart, statusWords } from './compile-filter.js'
import type { Condition } from './case-sets.js'
import type { InstanceFilter } from './filters.js'
import { type ListOrder, neverDue } from './list-order.js'
import { integer } from './row.js'
import type { Binding, Session } from './session.js'

/** So many rows are put in order for one page; where more are left, the list is walked along in its order. */
const mostSorted = 1_000

/**
 * The same for what happened in a time: such cases lie beside each other in every order, so that a walk may pass all the
 * others before it comes to the first of them.
 */
const mostOfATime = 20_000

/** Keys that ask for what happened in a time. */
const ofATime: ReadonlySet<keyof InstanceFilter> = new Set(['breached', 'left'])

/** Keys that are asked first: they leave the fewest cases. */
const narrowest: readonly (keyof InstanceFilter)[] = [
  'unit',
  'q',
  'fields',
  'party',
  'within',
  'assignee',
  'hasIncident',
  'breached',
  'left',
  'suspended',
  'version',
  'taskRoles',
]

/**
 * The numbers of the cases that one key of the filter leaves, where they are few: a page is then taken from among them.
 * `undefined` where every key leaves many, since among many a walk soon finds a page. Never reads further than it takes
 * to know.
 */
export async function fewCases(
  session: Session,
  filter: InstanceFilter,
  { parts, order }: { readonly parts: readonly FilterPart[]; readonly order: ListOrder },
): Promise<readonly number[] | undefined> {
  const sets = narrowest.flatMap((key) =>
    parts.flatMap((part) =>
      part.key === key && part.cases
        ? [{ ...part.cases, most: ofATime.has(key) ? mostOfATime : mostSorted }]
        : [],
    ),
  )
  const spans = spansOf(session, filter, order).map((span) => ({ ...span, most: mostOfATime }))
  for (const { sql, bindings, most } of [...sets, ...spans]) {
    const [counted] = await session.run(
      `select count(*) as total from (select row_id from (${sql}) as told limit ?) as found`,
      [...bindings, most + 1],
    )
    if (counted && integer(counted, 'total') > most) continue
    const rows = await session.run(`select row_id from (${sql}) as found`, bindings)
    return [...new Set(rows.map((row) => integer(row, 'row_id')))]
  }
  return undefined
}

/** Spans of time as ranges of their own indexes, but for the one the list is ordered by: there it is a range anyway. */
function spansOf(session: Session, filter: InstanceFilter, { columns }: ListOrder): readonly Condition[] {
  const {
    createdFrom,
    createdTo,
    updatedFrom,
    updatedTo,
    endedFrom,
    endedTo,
    dueFrom,
    overdueAt,
    dueBefore,
  } = filter
  const spans: readonly (readonly [column: string, from: number | undefined, to: number | undefined])[] = [
    ['due_at', dueFrom, soonest(overdueAt, dueBefore)],
    ['ended_at', endedFrom, endedTo],
    ['updated_at', updatedFrom, updatedTo],
    ['created_at', createdFrom, createdTo],
  ]
  return spans.flatMap(([column, from, to]) =>
    column === columns[0] || (from === undefined && to === undefined)
      ? []
      : [spanOf(session, filter, { column, from, to })],
  )
}

/** The earlier end of what is overdue and of what is due before an instant. */
function soonest(overdueAt: number | undefined, dueBefore: number | undefined): number | undefined {
  const ends = [overdueAt === undefined ? neverDue : overdueAt + 1, dueBefore ?? neverDue, neverDue]
  return overdueAt === undefined && dueBefore === undefined ? undefined : Math.min(...ends)
}

function spanOf(
  { names, dialect }: Session,
  { process, status }: InstanceFilter,
  {
    column,
    from,
    to,
  }: { readonly column: string; readonly from: number | undefined; readonly to: number | undefined },
): Condition {
  const conditions: readonly (readonly [sql: string, value: Binding | undefined])[] = [
    ['j.process = ?', process],
    [`j.${column} >= ?`, from],
    [`j.${column} < ?`, to],
  ]
  // What has ended says so itself; all other orders lie by status.
  const ofStatus =
    column === 'ended_at' && status !== 'active' ? '1 = 1' : `j.status in (${statusWords(status)})`
  const told = conditions.filter((each): each is [string, Binding] => each[1] !== undefined)
  const index = `${process === undefined ? '' : 'process_'}${column.replace('_at', '')}`
  return {
    sql: `select j.row_id from ${names.instances} j${dialect.along(`${names.instances}_${index}`)}
      where ${[ofStatus, ...told.map(([sql]) => sql)].join(' and ')}`,
    bindings: told.map(([, value]) => value),
  }
}
