import { compileFilter } from '../compile-filter.js'
import { readSearch, type Search } from '../compile-search.js'
import { type Place, placeOf, toCursor, toPageBothWays } from '../cursor.js'
import { fewCases } from '../few-cases.js'
import { asFound, type ListOrder, listOrders } from '../list-order.js'
import { foundRanges, type Range, rangesOf } from '../list-ranges.js'
import type { InstanceFilter, InstanceRow, Page, PageRequest } from '../port.js'
import { integer, type Row } from '../row.js'
import type { Binding, Session } from '../session.js'
import { listColumns, sortValue, toInstanceRow } from './instance-rows.js'
import { withProcesses } from './process-names.js'

/** The rows of one page to be read, in the direction they are read in. */
interface Reading {
  readonly order: ListOrder
  readonly place: Place
  /** Rows to read: one more than the page has, to know whether it goes on. */
  readonly limit: number
}

/**
 * One page of cases: a range of an index in the order of the list, or the first rows of several; or, where a key of the
 * filter leaves but few cases, those of them in order. So a page costs the same however many cases there are.
 */
export async function listInstances(
  session: Session,
  given: InstanceFilter,
  page: PageRequest,
): Promise<Page<InstanceRow>> {
  const search = readSearch(given.q ?? '', session)
  const order = page.sort === undefined && search ? asFound : listOrders[page.sort ?? 'updated']
  const place = placeOf(order.name, page, 'number', order.columns.length)
  const reading = { order, place, limit: page.limit + 1 }
  const filter = await withProcesses(session, given)
  const rows = await readRows(session, filter, { reading, search })
  return toPageBothWays(rows, page, {
    item: toInstanceRow,
    cursor: (row) =>
      toCursor(order.name, [...order.columns.map((key) => sortValue(row, key)), integer(row, 'row_id')]),
  })
}

async function readRows(
  session: Session,
  filter: InstanceFilter,
  { reading, search }: { readonly reading: Reading; readonly search: Search | undefined },
): Promise<readonly Row[]> {
  const { order } = reading
  const parts = compileFilter(filter, session)
  const walk = { filter, parts, order, session }
  if (order === asFound && search) {
    const grams = await rarestFirst(session, search.grams)
    return alongRanges(session, foundRanges(walk, { ...search, grams }), reading)
  }
  const few = await fewCases(session, filter, { parts, order })
  if (!few) return alongRanges(session, rangesOf(walk), reading)
  return alongRange(
    session,
    {
      from: `${session.names.instances} i${session.dialect.byNumber}`,
      where: [`i.row_id in (${session.dialect.selectIntegers})`, ...parts.map(({ holds }) => holds.sql)],
      bindings: [JSON.stringify(few), ...parts.flatMap(({ holds }) => holds.bindings)],
      sorted: order.columns.map((column) => `i.${column}`),
      tie: 'i.row_id',
    },
    reading,
  )
}

/** A gram with more postings than this is a common one. */
const mostCounted = 1_000

/** Grams by how many cases have them. Of common ones that is not counted any further. */
async function rarestFirst(session: Session, grams: readonly string[]): Promise<readonly string[]> {
  if (grams.length < 2) return grams
  const { search_grams: table } = session.names
  const counts = grams.map(
    (_gram, index) =>
      `(select count(*) from (select 1 from ${table} where gram = ? limit ${mostCounted}) as c${index}) as n${index}`,
  )
  const [row] = await session.run(`select ${counts.join(', ')}`, grams)
  const found = grams.map((gram, index) => ({ gram, cases: row ? integer(row, `n${index}`) : 0 }))
  return found.sort((a, b) => a.cases - b.cases).map(({ gram }) => gram)
}

async function alongRanges(
  session: Session,
  ranges: readonly Range[],
  reading: Reading,
): Promise<readonly Row[]> {
  const [only, ...others] = ranges
  if (!only) return []
  if (others.length === 0) return alongRange(session, only, reading)
  const { order, limit } = reading
  const cut = ranges.map((range) => cutRange(range, reading))
  const heads = cut.map(({ sql }, index) => `select row_id from (${sql}) as r${index}`)
  const columns = [...order.columns.map((column) => `i.${column}`), 'i.row_id']
  return session.run(
    `select ${listColumns} from ${session.names.instances} i${session.dialect.byNumber}
     where i.row_id in (${heads.join(' union ')}) order by ${ordered(columns, reading)} limit ?`,
    [...cut.flatMap(({ bindings }) => bindings), limit],
  )
}

function alongRange(session: Session, range: Range, reading: Reading): Promise<readonly Row[]> {
  const { sql, bindings } = cutRange(range, reading, listColumns)
  return session.run(sql, bindings)
}

/** The part of a range that a page may show. */
function cutRange(
  { from, where, bindings, sorted, tie }: Range,
  reading: Reading,
  columns = `${tie} as row_id`,
): { readonly sql: string; readonly bindings: readonly Binding[] } {
  const { place, limit } = reading
  const keys = [...sorted, tie]
  const sign = isDescending(reading) ? '<' : '>'
  const behind = place.at ? [`(${keys.join(', ')}) ${sign} (${keys.map(() => '?').join(', ')})`] : []
  return {
    sql: `select ${columns} from ${from} where ${[...where, ...behind].join(' and ')}
      order by ${ordered(keys, reading)} limit ?`,
    bindings: [...bindings, ...(place.at ?? []), limit],
  }
}

function ordered(columns: readonly string[], reading: Reading): string {
  const direction = isDescending(reading) ? 'desc' : 'asc'
  return columns.map((column) => `${column} ${direction}`).join(', ')
}

function isDescending({ order, place }: Reading): boolean {
  return order.descending !== place.backwards
}
