import type { CaseLink } from '../../core/command.js'
import type { LinkRow } from '../port.js'
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
export async function readLinks(session: Session, instance: string): Promise<readonly LinkRow[]> {
  const { links, instances } = session.names
  const half = (own: string, other: string): string =>
    `select l.${other} as other, '${own}' as own, l.relation, l.at, i.process, i.number, i.status, i.outcome
     from ${links} l left join ${instances} i on i.id = l.${other} where l.${own} = ?`
  const rows = await session.run(
    `${half('from_case', 'to_case')} union all ${half('to_case', 'from_case')} order by at, other limit 2000`,
    [instance, instance],
  )
  return rows.map(linkRow)
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
