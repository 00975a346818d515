import type { Trail } from '../../api/queries.js'

type Row = Trail[number]

/** What tells more of the engine than of the case; shown only to whoever asks for every detail. */
const quiet = new Set([
  'clock-read',
  'clock-moved',
  'prices-read',
  'raise-unheard',
  'branch-taken',
  'state-left',
  'task-closed',
  'decided',
  'deadline-met',
  'case-told',
  'event-raised',
  'unit-changed',
])

/** Types a step begins with, as `docs/trail.md` has them. */
const heads = new Set([
  'created',
  'event-accepted',
  'timer-fired',
  'result-taken',
  'result-ignored',
  'note-added',
  'corrected',
  'suspended',
  'resumed',
  'recomputed',
  'profile-applied',
  'operator-acted',
  'task-claimed',
  'task-released',
  'child-ended',
  'child-ignored',
  'message-taken',
  'message-discarded',
  'cancelled',
  'merged',
  'linked',
  'incident-opened',
  'incident-retried',
  'incident-skipped',
  'incident-sent-back',
])

/** What one command or one timer did: the row that says what, and what followed from it. */
export interface TrailStep {
  readonly head: Row
  readonly rows: readonly Row[]
}

/** A day of the history with its steps, the newest first. */
export interface Day {
  readonly day: string
  readonly steps: readonly TrailStep[]
}

/** Rows that one command or timer wrote together, in the order of the trail. */
export function stepsOf(rows: Trail): readonly TrailStep[] {
  const steps: { head: Row; rows: Row[] }[] = []
  for (const row of rows) {
    const last = steps.at(-1)
    if (!last || begins(row)) steps.push({ head: row, rows: [] })
    else last.rows.push(row)
  }
  return steps
}

/** What an operator does with a task stands behind the head of that step; a task that was given away is one of its own. */
function begins(row: Row): boolean {
  const { operator, how } = row.body as { readonly operator?: unknown; readonly how?: unknown }
  if (operator === true) return false
  return heads.has(row.type) || (row.type === 'task-assigned' && how === 'given')
}

/** Steps by day of the reader's zone, the newest first; their rows without what is of no use to most unless all is wanted. */
export function daysOf(
  steps: readonly TrailStep[],
  { isWhole, language }: { readonly isWhole: boolean; readonly language: string },
): readonly Day[] {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full' })
  const days = new Map<string, TrailStep[]>()
  for (const { head, rows } of [...steps].reverse()) {
    const day = format.format(new Date(head.at))
    const shown = isWhole ? rows : rows.filter(({ type }) => !quiet.has(type))
    days.set(day, [...(days.get(day) ?? []), { head, rows: shown }])
  }
  return [...days].map(([day, one]) => ({ day, steps: one }))
}
