import type { ActiveState } from '../../core/record.js'
import type { SavedStep } from '../port.js'
import { insertRows, type Session } from '../session.js'
import { toldTimes } from '../told-times.js'

const columns = {
  instance: 'integer',
  state: 'text',
  visit: 'integer',
  process: 'text',
  entered_at: 'integer',
  left_at: 'integer',
} as const

interface VisitRow {
  readonly state: string
  readonly visit: number
  readonly enteredAt: number
  readonly leftAt?: number
}

const keyOf = (state: string, visit: number): string => `${visit} ${state}`

/** Notes the visits that a step begins and ends, with when that happened. */
export async function saveVisits(
  session: Session,
  rowId: number,
  step: Pick<SavedStep, 'before' | 'after' | 'trail'>,
): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.visits,
      columns,
      conflict: 'on conflict (instance, state, visit) do update set left_at = excluded.left_at',
    },
    visitsOf(step).map(({ state, visit, enteredAt, leftAt }) => [
      rowId,
      state,
      visit,
      step.after.process,
      enteredAt,
      leftAt,
    ]),
  )
}

/** The visits that a step has changed. Those in which a case has ended stay open: nobody left them. */
function visitsOf({ before, after, trail }: Pick<SavedStep, 'before' | 'after' | 'trail'>): VisitRow[] {
  const known = new Map((before?.active ?? []).map((state) => [keyOf(state.path, state.visit), rowOf(state)]))
  const changed = new Map<string, VisitRow>()
  for (const { entry, at } of toldTimes(trail)) {
    if (entry.type !== 'state-entered' && entry.type !== 'state-left') continue
    const { state, visit } = entry.body
    if (typeof state !== 'string' || typeof visit !== 'number') continue
    const key = keyOf(state, visit)
    const entered = changed.get(key) ?? known.get(key) ?? { state, visit, enteredAt: at }
    changed.set(
      key,
      entry.type === 'state-left' ? { ...entered, leftAt: Math.max(at, entered.enteredAt) } : entered,
    )
  }
  for (const state of after.active) {
    const key = keyOf(state.path, state.visit)
    if (!known.has(key) && !changed.has(key)) changed.set(key, rowOf(state))
  }
  return [...changed.values()]
}

const rowOf = ({ path, visit, since, beganAt }: ActiveState): VisitRow => ({
  state: path,
  visit,
  enteredAt: beganAt ?? since,
})
