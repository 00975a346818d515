import type { Condition } from '../case-sets.js'
import { statusWords } from '../compile-filter.js'
import type { InstanceFilter } from '../filters.js'
import type { FigureRequest, PeriodCounts, PeriodFigures } from '../figure-rows.js'
import { processesOf } from '../left-processes.js'
import { integer, text } from '../row.js'
import type { Session } from '../session.js'
import { countBy } from './figure-counts.js'
import { rankedSpreads, toSpread } from './figure-spreads.js'
import { conditionOf } from './instance-sets.js'
import { readProcessNames } from './process-names.js'
import { readWholeVisits, toVisits } from './visit-spreads.js'

/** A quarter of an hour in milliseconds. */
const quarter = 900_000

/** A question with the cases it is about: their condition on `i`, and their processes. */
interface Asked {
  readonly session: Session
  readonly request: FigureRequest
  readonly cases: Condition
  readonly processes: Condition & { readonly bindings: readonly string[] }
  /** Whether all cases of the processes are meant: what lies by process need not be held against each of them. */
  readonly isWhole: boolean
}

/** What happened to the cases of a filter in a time, each question along the index of what it counts. */
export async function readFigures(session: Session, request: FigureRequest): Promise<PeriodFigures> {
  const processes = processesOf(request.filter) ?? (await readProcessNames(session))
  const isWhole = asksNothingElse(request.filter)
  // Written out one by one: a list in JSON is a table to PostgreSQL, which would rather read all rows than look it up.
  const own = {
    sql: `in (${processes.map(() => '?').join(', ') || 'null'})`,
    bindings: processes,
  }
  const cases = isWhole
    ? { ...own, sql: `i.process ${own.sql}` }
    : await conditionOf(session, { ...request.filter, processes })
  const asked: Asked = {
    session,
    request,
    cases: {
      sql: `i.status in (${statusWords(request.filter.status)}) and ${cases.sql}`,
      bindings: cases.bindings,
    },
    processes: own,
    isWhole,
  }
  return {
    begun: await countCases(asked, 'created_at', "''"),
    ended: await countCases(asked, 'ended_at', 'i.outcome'),
    ...(await readBreaches(asked)),
    visits: await readVisits(asked),
  }
}

/** Whether a filter asks for processes alone, so that every case of them is meant. */
function asksNothingElse(filter: InstanceFilter): boolean {
  return Object.entries(filter).every(
    ([key, value]) => value === undefined || key === 'process' || key === 'processes',
  )
}

function countCases(
  { session, request, cases }: Asked,
  column: string,
  outcome: string,
): Promise<PeriodCounts> {
  return countBy(session, 'i.process', {
    sql: `${outcome} as outcome, i.${column} / ${quarter} as quarter, count(*) as total
      from ${session.names.instances} i where i.${column} >= ? and i.${column} < ? and ${cases.sql}`,
    bindings: [request.from, request.to, ...cases.bindings],
  })
}

async function readBreaches(
  asked: Asked,
): Promise<Pick<PeriodFigures, 'breached' | 'breachedCases' | 'breaches'>> {
  const { session, request } = asked
  const told = rowsIn(asked, 'breaches', 'breached_at')
  const [all] = await session.run(`select count(distinct t.instance) as total ${told.sql}`, told.bindings)
  const spreads = await rankedSpreads(
    session,
    { sql: told.sql, bindings: [request.now, ...told.bindings] },
    { by: 'deadline', length: 'coalesce(t.ended_at, ?) - t.due_at', again: '0' },
  )
  return {
    breached: await countBy(session, 't.process', {
      sql: `'' as outcome, t.breached_at / ${quarter} as quarter, count(*) as total ${told.sql}`,
      bindings: told.bindings,
    }),
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
  const { session, request, processes, isWhole } = asked
  if (isWhole) return toVisits(await readWholeVisits(session, request, processes.bindings))
  return toVisits(
    await rankedSpreads(session, rowsIn(asked, 'visits', 'left_at'), {
      by: 'state',
      length: 't.left_at - t.entered_at',
      again: 'case when t.visit > 1 then 1 else 0 end',
    }),
  )
}

/** The rows of a table that fall into the time and belong to the cases. */
function rowsIn(
  { session: { names }, request, cases, processes, isWhole }: Asked,
  table: 'breaches' | 'visits',
  column: string,
): Condition {
  const own = `t.process ${processes.sql} and t.${column} >= ? and t.${column} < ?`
  const bindings = [...processes.bindings, request.from, request.to]
  if (isWhole) return { sql: `from ${names[table]} t where ${own}`, bindings }
  return {
    sql: `from ${names[table]} t join ${names.instances} i on i.row_id = t.instance where ${own} and ${cases.sql}`,
    bindings: [...bindings, ...cases.bindings],
  }
}
