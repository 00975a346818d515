import type { TrailEntry } from '../../engine/core/command.js'
import type { InstanceRecord } from '../../engine/index.js'
import type { FuzzWorld } from './fuzz-world.js'

/** A visit as the trail tells it, in milliseconds. */
interface Visit {
  readonly enteredAt: number
  readonly leftAt?: number
}

interface Counted {
  /** By `<visit> <state>`. */
  readonly visits: ReadonlyMap<string, Visit>
  /** When it was broken, by `<visit> <due point> <deadline>`. */
  readonly breaches: ReadonlyMap<string, number>
}

/**
 * What the rows figures are read from say of a case, and what a recount of its whole trail says; both in one order.
 * When a broken deadline ended is in no single row of the trail: only whether it has, and that it was not before its
 * due point.
 */
export async function figuresOf(
  { db }: FuzzWorld,
  record: InstanceRecord,
  trail: readonly TrailEntry[],
): Promise<{ readonly stored: object; readonly recounted: object }> {
  const of = 'where instance = (select row_id from aftercare_instances where id = ?)'
  const visits = await db.raw<{ key: string; entered_at: number; left_at: number | null }[]>(
    `select visit || ' ' || state as key, entered_at, left_at from aftercare_visits ${of}`,
    [record.id],
  )
  const breaches = await db.raw<
    { key: string; breached_at: number; due_at: number; ended_at: number | null }[]
  >(
    `select visit || ' ' || due_at || ' ' || deadline as key, breached_at, due_at, ended_at
     from aftercare_breaches ${of}`,
    [record.id],
  )
  const [row] = await db.raw<{ ended_at: number | null }[]>(
    'select ended_at from aftercare_instances where id = ?',
    [record.id],
  )
  const counted = recount(trail)
  const open = openBreaches(record)
  return {
    stored: {
      visits: inOrder(visits.map((one) => [one.key, [one.entered_at, one.left_at ?? 'open']])),
      breaches: inOrder(breaches.map((one) => [one.key, [one.breached_at, endOf(one.ended_at, one.due_at)]])),
      endedAt: row?.ended_at ?? 'open',
    },
    recounted: {
      visits: inOrder(
        [...counted.visits].map(([key, visit]) => [key, [visit.enteredAt, visit.leftAt ?? 'open']]),
      ),
      breaches: inOrder(
        [...counted.breaches].map(([key, at]) => [key, [at, open.has(key) ? 'open' : 'ended']]),
      ),
      endedAt: trail.find(({ type }) => type === 'ended')?.at ?? 'open',
    },
  }
}

function recount(trail: readonly TrailEntry[]): Counted {
  const visits = new Map<string, Visit>()
  const breaches = new Map<string, number>()
  let [written, happened] = [-1, 0]
  for (const { type, at, body } of trail) {
    const { occurredAt } = body
    const told = type === 'event-accepted' && typeof occurredAt === 'string' ? Date.parse(occurredAt) : at
    // What an event brings about happened with it, although it was written later.
    if (type === 'event-accepted' || at !== written) happened = told
    written = at
    const here = `${wordOf(body['visit'])} ${wordOf(body['state'])}`
    const entered = visits.get(here)
    if (type === 'state-entered') visits.set(here, { enteredAt: happened })
    if (type === 'state-left' && entered)
      visits.set(here, { ...entered, leftAt: Math.max(happened, entered.enteredAt) })
    const broken = `${wordOf(body['visit'])} ${Date.parse(wordOf(body['dueAt']))} ${wordOf(body['deadline'])}`
    if (type === 'deadline-breached') breaches.set(broken, at)
    if (type === 'breach-withdrawn') breaches.delete(broken)
  }
  return { visits, breaches }
}

function openBreaches({ deadlines }: InstanceRecord): ReadonlySet<string> {
  return new Set(
    deadlines.flatMap(({ id, visit, breaches = [] }) =>
      breaches.map(({ dueAt }) => `${visit} ${dueAt} ${id}`),
    ),
  )
}

function endOf(endedAt: number | null, dueAt: number): string {
  if (endedAt === null) return 'open'
  return endedAt < dueAt ? 'ended before it was due' : 'ended'
}

const inOrder = (rows: (readonly [string, unknown])[]): object =>
  Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))

const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
