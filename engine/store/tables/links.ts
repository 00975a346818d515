import type { CaseLink } from '../../core/command.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { LinkRow, Page, PageRequest } from '../port.js'
import { integer, optionalText, text, type Row } from '../row.js'
import { insertRows, type Session } from '../session.js'

/* A row per pair of cases and relation, read from both sides. The other case may not have begun yet, or never. */
const columns = { from_case: 'text', to_case: 'text', relation: 'text', at: 'integer' } as const

/** Adds links; one that is there already stays. */
export async function insertLinks(session: Session, links: readonly CaseLink[]): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.links,
      columns,
      conflict: 'on conflict (from_case, to_case, relation) do nothing',
    },
    links.map(({ from, to, relation, at }) => [from, to, relation, at]),
  )
}

/** Links of a case from both sides, in the order in which they came about, with the other case as it stands. */
export async function readLinks(
  session: Session,
  instance: string,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<LinkRow>> {
  const { links, instances } = session.names
  const place = fromCursor('links', page, 'string')
  const half = (own: string, other: string): string =>
    `select ${other} as other, '${own}' as own, relation, at, ${other} || ' ${own} ' || relation as tie
     from ${links} where ${own} = ?`
  const rows = await session.run(
    `select l.other, l.own, l.relation, l.at, l.tie, i.process, i.number, i.status, i.outcome
     from (select * from (${half('from_case', 'to_case')} union all ${half('to_case', 'from_case')}) b
       ${place ? 'where (at, tie) > (?, ?)' : ''} order by at, tie limit ?) l
     left join ${instances} i on i.id = l.other order by l.at, l.tie`,
    [instance, instance, ...(place ?? []), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: linkRow,
    cursor: (row) => toCursor('links', [integer(row, 'at'), text(row, 'tie')]),
  })
}

function linkRow(row: Row): LinkRow {
  return {
    instance: text(row, 'other'),
    relation: text(row, 'relation') as LinkRow['relation'],
    direction: text(row, 'own') === 'from_case' ? 'to' : 'from',
    at: integer(row, 'at'),
    ...optionalText(row, 'process', 'process'),
    ...optionalText(row, 'number', 'number'),
    ...(row['status'] === null ? {} : { status: text(row, 'status') === 'ended' ? 'ended' : 'active' }),
    ...optionalText(row, 'outcome', 'outcome'),
  }
}
