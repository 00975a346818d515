import type { InstanceRecord } from '../../core/record.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { CasesBegun, Page, PageRequest } from '../port.js'
import { integer, json } from '../row.js'
import type { Binding, Session } from '../session.js'

/**
 * Records of cases by when they began. Each process is one range of its own index, cut to a page; the ranges are then
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
  if (status !== undefined) add(status === 'active' ? "status = 'active'" : "status = 'ended'")
  if (place) add('(created_at, row_id) > (?, ?)', ...place)
  const ranges = processes.map(
    (_, index) =>
      `select * from (select row_id, created_at, record from ${session.names.instances}
       where process = ?${conditions.join('')} order by created_at, row_id limit ?) r${index}`,
  )
  const rows = await session.run(
    `select row_id, created_at, record from (${ranges.join(' union all ')}) found
     order by created_at, row_id limit ?`,
    [...processes.flatMap((process) => [process, ...values, page.limit + 1]), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: (row) => json(row, 'record') as InstanceRecord,
    cursor: (row) => toCursor('begun', [integer(row, 'created_at'), integer(row, 'row_id')]),
  })
}
