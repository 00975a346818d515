import type { JsonObject } from '../errors/index.js'
import { settleClocks } from './clocks/settle-clocks.js'
import type { Command } from './command.js'
import type { Instant } from '../time/calendar.js'
import type { Draft } from './draft.js'
import { closeStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import type { ClockRecord, InstanceRecord, TimerRecord } from './record.js'
import type { Advanced } from './step-result.js'
import { StepValues } from './step-values.js'

/**
 * Counts every clock of a case again with the calendars among the facts. Where nothing differs, the case is the very
 * record it was and the trail is empty. Never refused: a clock whose date cannot be worked out stays as it is. It does
 * not overtake what was due and still is: then the case is counted again at the time of the first such timer, so that
 * each fires at its own time.
 */
export function recompute(
  begin: (at: Instant) => Draft,
  before: InstanceRecord,
  { command: { reason }, now }: { command: Extract<Command, { kind: 'recompute' }>; now: Instant },
): Advanced {
  const unchanged: Advanced = {
    kind: 'advanced',
    after: before,
    trail: [],
    effects: [],
    attachments: [],
    messages: [],
    links: [],
    shared: { series: {} },
    covered: [],
  }
  if (before.status === 'ended') return unchanged
  // When the step happens, and which calendars its head names, is known only after a first count.
  const trial = begin(before.updatedAt)
  trial.note('recomputed', {})
  settleClocks(trial, new StepValues(trial), { read: 'lenient', now })
  if (sameClocks(before, trial) && sameTimers(before, trial)) return unchanged
  const draft = begin(Math.max(before.updatedAt, Math.min(now, firstStillDue(before, trial, now))))
  const trail = new TrailBody({ calendars: changedCalendars(before, trial) })
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note('recomputed', trail.body, trail.personal)
  return closeStep(draft, new StepValues(draft), { read: 'lenient', reason, now })
}

/** Due point of the first timer that was due before the count and is still; infinite where there is none. */
function firstStillDue(before: InstanceRecord, { timers }: Pick<Draft, 'timers'>, now: Instant): Instant {
  const due = before.timers.filter(({ dueAt }) => dueAt <= now)
  const still = timers.filter((timer) => timer.dueAt <= now && due.some((one) => isSameTimer(one, timer)))
  return Math.min(...still.map(({ dueAt }) => dueAt))
}

function isSameTimer(a: TimerRecord, b: TimerRecord): boolean {
  return a.kind === b.kind && a.key === b.key && a.state === b.state && a.visit === b.visit
}

/** Timers that are asked for as before keep their ids; so windows that open at another time are seen. */
function sameTimers(before: InstanceRecord, after: Pick<Draft, 'timers'>): boolean {
  const ids = new Set(before.timers.map(({ id }) => id))
  return before.timers.length === after.timers.length && after.timers.every(({ id }) => ids.has(id))
}

function sameClocks(before: InstanceRecord, after: Pick<Draft, 'deadlines' | 'waits'>): boolean {
  return sameList(before.deadlines, after.deadlines) && sameList(before.waits, after.waits)
}

function sameList(before: readonly ClockRecord[], after: readonly ClockRecord[]): boolean {
  return before.length === after.length && before.every((one, index) => sameJson(one, after[index]))
}

/** Records are plain JSON, but a store may have changed the order of their keys. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [a as { [key: string]: unknown }, b as { [key: string]: unknown }]
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  )
}

/**
 * `{ id: { from, to } }`: hashes before and after, for each calendar that is not what it was. Where a clock counts in
 * another one than before, the old one has no `to` and the new one no `from`.
 */
function changedCalendars(
  before: Pick<InstanceRecord, 'deadlines' | 'waits'>,
  after: Pick<Draft, 'deadlines' | 'waits'>,
): JsonObject {
  const now = calendarsOf(after)
  const changed: { [id: string]: { from?: string; to?: string } } = {}
  for (const [key, from] of calendarsOf(before)) {
    const to = now.get(key)
    if (!to || (from.id === to.id && from.hash === to.hash)) continue
    changed[from.id] = { ...changed[from.id], from: from.hash }
    changed[to.id] = { ...changed[to.id], to: to.hash }
  }
  return changed
}

type Version = NonNullable<ClockRecord['calendar']>

/** The calendars of each clock and of the window it waits for. */
function calendarsOf({
  deadlines,
  waits,
}: Pick<InstanceRecord, 'deadlines' | 'waits'>): ReadonlyMap<string, Version> {
  const counted = [...deadlines, ...waits].map(({ id, calendar }) => [id, calendar] as const)
  const opens = waits.map(({ id, windowCalendar }) => [`${id} window`, windowCalendar] as const)
  return new Map([...counted, ...opens].flatMap(([id, version]) => (version ? [[id, version]] : [])))
}
