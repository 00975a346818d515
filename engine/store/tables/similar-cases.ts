import { normaliseSearch } from '../../errors/index.js'
import type { SimilarCase, SimilarRequest } from '../port.js'
import { integer, optionalText, text } from '../row.js'
import type { Session } from '../session.js'

/** Cases of a process that have all of these search values and began in a span of time, newest first. */
export async function readSimilar(
  session: Session,
  { process, values, from, until, not, limit }: SimilarRequest,
): Promise<readonly SimilarCase[]> {
  const wanted = values.map(({ field, value }) => [field, normaliseSearch(value)] as const)
  if (wanted.length === 0 || wanted.some(([, value]) => value === '')) return []
  const { instances, search_values: searched } = session.names
  const found = wanted.map(
    (_one, index) => `join ${searched} v${index} on v${index}.instance = i.row_id
      and v${index}.field = ? and v${index}.value = ?`,
  )
  const rows = await session.run(
    `select i.id, i.number, i.process, i.created_at, i.status, i.outcome from ${instances} i ${found.join(' ')}
     where i.process = ? and i.created_at >= ? and i.created_at <= ? and i.id <> ?
     order by i.created_at desc, i.row_id desc limit ?`,
    [...wanted.flat(), process, from, until, not, limit],
  )
  return rows.map((row) => ({
    id: text(row, 'id'),
    process: text(row, 'process'),
    createdAt: integer(row, 'created_at'),
    status: text(row, 'status') === 'ended' ? 'ended' : 'active',
    ...optionalText(row, 'number', 'number'),
    ...optionalText(row, 'outcome', 'outcome'),
  }))
}
