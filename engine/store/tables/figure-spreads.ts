import type { Condition } from '../case-sets.js'
import type { Spread } from '../figure-rows.js'
import { integer, type Row } from '../row.js'
import type { Session } from '../session.js'

/** What rows are told apart by, and how long each took. */
export interface Ranking {
  readonly by: 'deadline' | 'state'
  readonly length: string
  /** 1 for what a case did again, else 0. */
  readonly again: string
}

/**
 * How many of the rows `told` there are of each kind, of how many cases, and how their lengths are spread: a length that
 * one of them has.
 */
export function rankedSpreads(
  session: Session,
  told: Condition,
  { by, length, again }: Ranking,
): Promise<readonly Row[]> {
  const kind = `process, ${by}`
  return session.run(
    `with told as (
       select t.process, t.${by}, t.instance, ${again} as again, ${length} as length ${told.sql}),
     ranked as (
       select told.*, row_number() over (partition by ${kind} order by length) as place,
         count(*) over (partition by ${kind}) as total from told)
     select ${kind}, total, count(distinct instance) as cases, sum(again) as again,
       count(distinct case when again = 1 then instance end) as again_cases,
       max(case when place = ${middlePlace} then length end) as middle,
       max(case when place = ${lastPlace} then length end) as nine_in_ten
     from ranked group by ${kind}, total order by ${kind}`,
    told.bindings,
  )
}

/** Places, from 1 on, of the lengths that half and nine in ten of `total` do not exceed. */
export const middlePlace = '(total + 1) / 2'
export const lastPlace = '(total * 9 + 9) / 10'

/** The spread of a row. */
export function toSpread(row: Row): Spread {
  return { middle: integer(row, 'middle'), nineInTen: integer(row, 'nine_in_ten') }
}
