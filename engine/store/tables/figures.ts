import type { Condition } from '../case-sets.js'
import { statusWords } from '../compile-filter.js'
import type { FigureRequest, PeriodFigures, QuarterCount, Spread } from '../figure-rows.js'
import { processesOf } from '../left-processes.js'
import { integer, optionalText, type Row, text } from '../row.js'
import type { Binding, Session } from '../session.js'
import { conditionOf } from './instance-sets.js'
import { readProcessNames } from './process-names.js'

/** A quarter of an hour in milliseconds. */
const quarter = 900_000

/** A question with the cases it is about: their condition on `i`, and their processes. */
interface Asked {
  readonly session: Session
  readonly request: FigureRequest
  readonly cases: Condition
  readonly processes: Condition
}

/** What happened to the cases of a filter in a time, each question along the index of what it counts. */
export async function readFigures(session: Session, request: FigureRequest): Promise<PeriodFigures> {
  const processes = processesOf(request.filter) ?? (await readProcessNames(session))
  const filter = { ...request.filter, processes }
  const cases = await conditionOf(session, filter)
  const asked: Asked = {
    session,
    request,
    cases: {
      sql: `i.status in (${statusWords(filter.status)}) and ${cases.sql}`,
      bindings: cases.bindings,
    },
    processes: { sql: `in (${session.dialect.selectTexts})`, bindings: [JSON.stringify(processes)] },
  }
  return {
    begun: (await countCases(asked, 'created_at')).map(toQuarter),
    ended: (await countCases(asked, 'ended_at', ', i.outcome')).map((row) => ({
      ...toQuarter(row),
      ...optionalText(row, 'outcome', 'outcome'),
    })),
    ...(await readBreaches(asked)),
    visits: await readVisits(asked),
  }
}

function countCases({ session, request, cases }: Asked, column: string, more = ''): Promise<readonly Row[]> {
  return session.run(
    `select i.process${more}, i.${column} / ${quarter} as quarter, count(*) as total
     from ${session.names.instances} i where i.${column} >= ? and i.${column} < ? and ${cases.sql}
     group by i.process${more}, i.${column} / ${quarter}`,
    [request.from, request.to, ...cases.bindings],
  )
}

async function readBreaches(
  asked: Asked,
): Promise<Pick<PeriodFigures, 'breached' | 'breachedCases' | 'breaches'>> {
  const { session, request } = asked
  const told = rowsIn(asked, 'breaches', 'breached_at')
  const rows = await session.run(
    `select t.process, t.breached_at / ${quarter} as quarter, count(*) as total ${told.sql}
     group by t.process, t.breached_at / ${quarter}`,
    told.bindings,
  )
  const [all] = await session.run(`select count(distinct t.instance) as total ${told.sql}`, told.bindings)
  const spreads = await readSpreads(
    session,
    { sql: told.sql, bindings: [request.now, ...told.bindings] },
    { by: 'deadline', length: 'coalesce(t.ended_at, ?) - t.due_at', again: '0' },
  )
  return {
    breached: rows.map(toQuarter),
    breachedCases: all ? integer(all, 'total') : 0,
    breaches: spreads.map((row) => ({
      process: text(row, 'process'),
      deadline: text(row, 'deadline'),
      count: integer(row, 'total'),
      cases: integer(row, 'cases'),
      late: toSpread(row),
    })),
  }
}

async function readVisits(asked: Asked): Promise<PeriodFigures['visits']> {
  const rows = await readSpreads(asked.session, rowsIn(asked, 'visits', 'left_at'), {
    by: 'state',
    length: 't.left_at - t.entered_at',
    again: 'case when t.visit > 1 then 1 else 0 end',
  })
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

/** The rows of a table that fall into the time and belong to the cases. */
function rowsIn(
  { session: { names }, request, cases, processes }: Asked,
  table: 'breaches' | 'visits',
  column: string,
): Condition {
  return {
    sql: `from ${names[table]} t join ${names.instances} i on i.row_id = t.instance
      where t.process ${processes.sql} and t.${column} >= ? and t.${column} < ? and ${cases.sql}`,
    bindings: [...processes.bindings, request.from, request.to, ...cases.bindings],
  }
}

/** How many rows of each kind there are, of how many cases, and how their lengths are spread: a length that one has. */
function readSpreads(
  session: Session,
  told: { readonly sql: string; readonly bindings: readonly Binding[] },
  { by, length, again }: { readonly by: string; readonly length: string; readonly again: string },
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
       max(case when place = (total + 1) / 2 then length end) as middle,
       max(case when place = (total * 9 + 9) / 10 then length end) as nine_in_ten
     from ranked group by ${kind}, total order by ${kind}`,
    told.bindings,
  )
}

function toQuarter(row: Row): QuarterCount {
  return { process: text(row, 'process'), quarter: integer(row, 'quarter'), count: integer(row, 'total') }
}

function toSpread(row: Row): Spread {
  return { middle: integer(row, 'middle'), nineInTen: integer(row, 'nine_in_ten') }
}
