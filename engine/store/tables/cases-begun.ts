import type { InstanceRecord } from '../../core/record.js'
import { statusWords } from '../compile-filter.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { CasesBegun, Page, PageRequest } from '../port.js'
import { integer, json } from '../row.js'
import type { Binding, Session } from '../session.js'

/**
 * Records of cases by when they began. Each process and status is one range of an index, cut to a page; the ranges are then
 * put in one order. So a page costs the same however many cases there are.
 */
export async function listCasesBegun(
  session: Session,
  filter: CasesBegun,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<InstanceRecord>> {
  const place = fromCursor('begun', page, 'number')
  const { from, to, status, processes } = filter
  if (processes.length === 0) return { items: [] }
  const conditions: string[] = []
  const values: Binding[] = []
  const add = (condition: string, ...bound: Binding[]): void => {
    conditions.push(` and ${condition}`)
    values.push(...bound)
  }
  if (from !== undefined) add('created_at >= ?', from)
  if (to !== undefined) add('created_at < ?', to)
  if (place) add('(created_at, row_id) > (?, ?)', ...place)
  const statuses = status === undefined ? (['active', 'ended'] as const) : [status]
  const each = processes.flatMap((process) => statuses.map((one) => ({ process, one })))
  const { instances } = session.names
  const table = `${instances}${session.dialect.along(`${instances}_process_created`)}`
  const ranges = each.map(
    ({ one }, index) =>
      `select * from (select row_id, created_at, record from ${table}
       where process = ? and status = ${statusWords(one)}${conditions.join('')}
       order by created_at, row_id limit ?) r${index}`,
  )
  const rows = await session.run(
    `select row_id, created_at, record from (${ranges.join(' union all ')}) found
     order by created_at, row_id limit ?`,
    [...each.flatMap(({ process }) => [process, ...values, page.limit + 1]), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: (row) => json(row, 'record') as InstanceRecord,
    cursor: (row) => toCursor('begun', [integer(row, 'created_at'), integer(row, 'row_id')]),
  })
}
