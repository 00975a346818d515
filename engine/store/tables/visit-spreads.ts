import type { FigureRequest, PeriodFigures } from '../figure-rows.js'
import { integer, type Row, text } from '../row.js'
import type { Session } from '../session.js'
import { statesLeft } from '../visit-states.js'
import { lastPlace, middlePlace, toSpread } from './figure-spreads.js'

/**
 * Visits of all cases of some processes that ended in a time, by state: each state is one range of the index, so that
 * only lengths of one state are put in order at a time, and cases are told apart only where one came back.
 */
export async function readWholeVisits(
  session: Session,
  { from, to }: Pick<FigureRequest, 'from' | 'to'>,
  processes: readonly string[],
): Promise<readonly Row[]> {
  const { visits: table } = session.names
  const along = session.dialect.along(`${table}_left`)
  const own = `from ${table} t${along} where t.process = k.process and t.state = k.state
    and t.left_at >= ? and t.left_at < ?`
  const rows = await session.run(
    `with recursive ${statesLeft(session)},
     counted as materialized (
       select k.process, k.state, (select count(*) ${own}) as total,
         (select count(*) ${own} and t.visit > 1) as again
       from known k where k.state is not null)
     select process, state, total, again,
       case when again = 0 then total else (select count(distinct t.instance) ${own}) end as cases,
       case when again = 0 then 0 else (select count(distinct t.instance) ${own} and t.visit > 1) end as again_cases,
       (select max(case when place = ${middlePlace} then length end) || ' ' ||
           max(case when place = ${lastPlace} then length end)
         from (select t.left_at - t.entered_at as length,
             row_number() over (order by t.left_at - t.entered_at) as place ${own}) as ranked) as spread
     from counted k where total > 0 order by process, state`,
    [JSON.stringify(processes), ...Array.from({ length: 5 }, () => [from, to]).flat()],
  )
  // Two numbers of one look at the rows, which a subquery gives as one.
  return rows.map((row) => {
    const [middle, nine_in_ten] = text(row, 'spread').split(' ')
    return { ...row, middle, nine_in_ten }
  })
}

/** Rows with the spread of each state as figures tell them. */
export function toVisits(rows: readonly Row[]): PeriodFigures['visits'] {
  return rows.map((row) => ({
    process: text(row, 'process'),
    state: text(row, 'state'),
    count: integer(row, 'total'),
    cases: integer(row, 'cases'),
    again: integer(row, 'again'),
    againCases: integer(row, 'again_cases'),
    spent: toSpread(row),
  }))
}
