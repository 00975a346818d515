import type { Condition } from '../case-sets.js'
import type { KindCount, PeriodCounts } from '../figure-rows.js'
import { integer, optionalInteger, optionalText, type Row, text } from '../row.js'
import type { Session } from '../session.js'

/**
 * Rows counted by when they were, and by what they were: one pass over them. `told` selects, behind the process, the
 * columns `outcome`, `quarter` and `total`.
 */
export async function countBy(session: Session, process: string, told: Condition): Promise<PeriodCounts> {
  const rows = await session.run(
    `with told as (select ${process} as process, ${told.sql} group by 1, 2, 3)
     select process, outcome, null as quarter, sum(total) as total from told group by process, outcome
     union all
     select null as process, null as outcome, quarter, sum(total) as total from told group by quarter`,
    told.bindings,
  )
  const isOfTime = (row: Row): boolean => optionalInteger(row, 'quarter', 'quarter').quarter !== undefined
  return {
    kinds: rows.filter((row) => !isOfTime(row)).map(toKind),
    quarters: rows
      .filter(isOfTime)
      .map((row) => ({ quarter: integer(row, 'quarter'), count: integer(row, 'total') })),
  }
}

function toKind(row: Row): KindCount {
  const { outcome } = optionalText(row, 'outcome', 'outcome')
  return {
    process: text(row, 'process'),
    ...(outcome !== undefined && outcome !== '' && { outcome }),
    count: integer(row, 'total'),
  }
}
