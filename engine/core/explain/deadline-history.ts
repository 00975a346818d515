import type { JsonValue } from '../../errors/index.js'
import type { Instant } from '../../time/calendar.js'
import { toldAt } from '../clocks/entry-body.js'
import type { TrailEntry } from '../command.js'

/** Something that happened to a deadline, with its row of the trail. */
interface Happened {
  readonly seq: number
  readonly at: Instant
}

/** A due point that moved, because the data, a calendar or a pause did. */
export interface Move extends Happened {
  readonly from: Instant
  readonly to: Instant
  /** `data`, `pause`, `recompute`, …: what made it be counted again. */
  readonly because?: string
  /** Why a recount was asked for. */
  readonly reason?: string
}

export interface Breach extends Happened {
  readonly dueAt: Instant
  /** Version of the calendar it was broken under. */
  readonly calendar?: { readonly id: string; readonly hash: string }
}

/** A breach that turned out to be none: it had been kept before it was due. `told` names the messages that went out. */
export interface Withdrawal extends Happened {
  readonly breachedAt?: Instant
  readonly dueAt?: Instant
  readonly occurredAt?: Instant
  readonly told: readonly string[]
}

/** What happened to a clock while it ran. */
export interface ClockHistory {
  readonly moves: readonly Move[]
  readonly warnings: readonly (Happened & { readonly dueAt?: Instant })[]
  readonly breaches: readonly Breach[]
  readonly withdrawals: readonly Withdrawal[]
  readonly escalations: readonly Happened[]
}

/** One run of a deadline as the trail tells it. */
export interface DeadlineHistory extends ClockHistory {
  readonly deadline: string
  readonly visit: number
  readonly begun: Happened
}

type Growing = { -readonly [K in keyof DeadlineHistory]: DeadlineHistory[K] } & { dueAt: Instant }

/** Every run of every deadline in the order they began. */
export function deadlineHistories(trail: readonly TrailEntry[]): readonly DeadlineHistory[] {
  const all: Growing[] = []
  const last = new Map<string, Growing>()
  for (const entry of trail) {
    const deadline = entry.body['deadline']
    if (typeof deadline !== 'string') continue
    if (entry.type === 'deadline-set' || entry.type === 'deadline-restarted') {
      const next = begin(entry, deadline)
      all.push(next)
      last.set(deadline, next)
    }
    // What is told behind the end of a run, such as a withdrawal, still belongs to it.
    const run = last.get(deadline)
    if (run) note(run, entry)
  }
  return all
}

/** How a clock without a promise moved during a visit. */
export function waitHistory(
  trail: readonly TrailEntry[],
  { id, visit }: { readonly id: string; readonly visit: number },
): ClockHistory {
  const moves: Move[] = []
  for (const entry of trail) {
    const { body, at } = entry
    if (entry.type === 'clock-moved' && body['clock'] === id && body['visit'] === visit)
      moves.push(moveOf(at, entry))
  }
  return { moves, warnings: [], breaches: [], withdrawals: [], escalations: [] }
}

function begin(entry: TrailEntry, deadline: string): Growing {
  const visit = entry.body['visit']
  return {
    deadline,
    visit: typeof visit === 'number' ? visit : 1,
    begun: happened(entry),
    dueAt: instantIn(entry.body['dueAt'] ?? entry.body['to']) ?? entry.at,
    // The run before it had another due point.
    moves: entry.type === 'deadline-restarted' ? [{ ...moveOf(entry.at, entry), because: 'restart' }] : [],
    warnings: [],
    breaches: [],
    withdrawals: [],
    escalations: [],
  }
}

function note(run: Growing, entry: TrailEntry): void {
  const { body, type } = entry
  const dueAt = instantIn(body['dueAt'])
  switch (type) {
    case 'deadline-moved':
      run.moves = [...run.moves, moveOf(run.dueAt, entry)]
      run.dueAt = instantIn(body['to']) ?? run.dueAt
      return
    case 'deadline-warned':
      run.warnings = [...run.warnings, { ...happened(entry), ...(dueAt === undefined ? {} : { dueAt }) }]
      return
    case 'deadline-breached': {
      const calendar = calendarIn(body['calendar'])
      const breach = { ...happened(entry), dueAt: dueAt ?? run.dueAt, ...(calendar ? { calendar } : {}) }
      run.breaches = [...run.breaches, breach]
      return
    }
    case 'deadline-escalated':
      run.escalations = [...run.escalations, happened(entry)]
      return
    case 'breach-withdrawn':
      run.withdrawals = [...run.withdrawals, withdrawalOf(entry)]
      return
    default:
  }
}

function moveOf(known: Instant, entry: TrailEntry): Move {
  const { from, to, because } = entry.body
  // What an operator wrote stands beside the row, since it may hold a name.
  const reason = toldAt(entry, 'reason')
  return {
    ...happened(entry),
    from: instantIn(from) ?? known,
    to: instantIn(to) ?? known,
    ...(typeof because === 'string' ? { because } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  }
}

function withdrawalOf(entry: TrailEntry): Withdrawal {
  const { breachedAt, dueAt, occurredAt, told } = entry.body
  const times = {
    breachedAt: instantIn(breachedAt),
    dueAt: instantIn(dueAt),
    occurredAt: instantIn(occurredAt),
  }
  const known = Object.fromEntries(Object.entries(times).filter(([, at]) => at !== undefined))
  return { ...happened(entry), ...known, told: Array.isArray(told) ? told.map(String) : [] }
}

const happened = ({ seq, at }: TrailEntry): Happened => ({ seq, at })

function instantIn(value: JsonValue | undefined): Instant | undefined {
  if (typeof value === 'number') return value
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isNaN(at) ? undefined : at
}

function calendarIn(value: JsonValue | undefined): Breach['calendar'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { id, hash } = value
  return typeof id === 'string' && typeof hash === 'string' ? { id, hash } : undefined
}
