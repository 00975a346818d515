import type { TrailEntry } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { SavedStep } from '../port.js'
import { deleteKeyed, insertRows, type Session } from '../session.js'
import { toldTimes, type TimedEntry } from '../told-times.js'

const keyColumns = { instance: 'integer', deadline: 'text', visit: 'integer', due_at: 'integer' } as const
const columns = { ...keyColumns, process: 'text', breached_at: 'integer', ended_at: 'integer' } as const

interface BreachRow {
  readonly deadline: string
  readonly visit: number
  readonly dueAt: number
  readonly breachedAt: number
}

const keyOf = ({ deadline, visit, dueAt }: Omit<BreachRow, 'breachedAt'>): string =>
  `${visit} ${dueAt} ${deadline}`

/** Notes deadlines that a step breaks, those it ends after they were broken, and takes back what was withdrawn. */
export async function saveBreaches(
  session: Session,
  rowId: number,
  { before, after, trail }: Pick<SavedStep, 'before' | 'after' | 'trail'>,
): Promise<void> {
  const open = openBreaches(after)
  const was = before ? openBreaches(before) : new Map<string, BreachRow>()
  const told = trail.length === 0 ? [] : toldTimes(trail)
  const noted = told.flatMap(({ entry }) => (entry.type === 'deadline-breached' ? breachOf(entry) : []))
  const withdrawn = told.flatMap(({ entry }) => (entry.type === 'breach-withdrawn' ? breachOf(entry) : []))
  if (open.size + was.size + noted.length === 0) return

  const changed = new Map(noted.map((row) => [keyOf(row), row]))
  for (const [key, row] of was) if (!open.has(key)) changed.set(key, row)
  for (const [key, row] of open) if (!was.has(key)) changed.set(key, row)
  for (const row of withdrawn) changed.delete(keyOf(row))
  const lastAt = told.at(-1)?.at ?? after.updatedAt

  const table = session.names.breaches
  await deleteKeyed(
    session,
    { table, columns: keyColumns },
    withdrawn.map(({ deadline, visit, dueAt }) => [rowId, deadline, visit, dueAt]),
  )
  await insertRows(
    session,
    {
      table,
      columns,
      conflict: 'on conflict (instance, deadline, visit, due_at) do update set ended_at = excluded.ended_at',
    },
    [...changed].map(([key, { deadline, visit, dueAt, breachedAt }]) => [
      rowId,
      deadline,
      visit,
      dueAt,
      after.process,
      breachedAt,
      open.has(key) ? undefined : Math.max(leftAt(told, deadline, visit) ?? lastAt, dueAt),
    ]),
  )
}

/** When the visit of a deadline ended, of several steps in the first that tells it. */
function leftAt(told: readonly TimedEntry[], deadline: string, visit: number): number | undefined {
  const state = deadline.slice(0, deadline.lastIndexOf('#'))
  return told.find(
    ({ entry: { type, body } }) =>
      type === 'state-left' && body['state'] === state && body['visit'] === visit,
  )?.at
}

/** Breaches of the deadlines that run, by key. */
function openBreaches({ deadlines }: InstanceRecord): ReadonlyMap<string, BreachRow> {
  return new Map(
    deadlines.flatMap(({ id, visit, breaches = [] }) =>
      breaches.map(({ at, dueAt }): [string, BreachRow] => {
        const row = { deadline: id, visit, dueAt, breachedAt: at }
        return [keyOf(row), row]
      }),
    ),
  )
}

function breachOf({ at, body }: TrailEntry): readonly BreachRow[] {
  const { deadline, visit, dueAt } = body
  if (typeof deadline !== 'string' || typeof visit !== 'number' || typeof dueAt !== 'string') return []
  return [{ deadline, visit, dueAt: Date.parse(dueAt), breachedAt: at }]
}
