import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { Instant } from '../../time/calendar.js'
import type { TrailEntry } from '../command.js'
import type { Occurrences } from '../clocks/clock-plan.js'
import { textAt } from '../clocks/entry-body.js'
import { suspension } from '../clocks/pause-runs.js'
import { isHead } from '../clocks/step-head.js'
import { eventTitle, stateTitle } from '../titles.js'

/** A fact of the trail because of which a clock began, stopped or went on. */
export interface Cause {
  readonly kind: 'created' | 'state' | 'event' | 'suspended' | 'data'
  /** Path of the state, or the event; the field or expression of `data`; `@suspended`. */
  readonly name: string
  readonly title: Text
  /** Row of the trail; absent where the fact is no row of its own. */
  readonly seq?: number
}

/** What may begin a clock. */
export type StartCause = Cause & { readonly kind: Exclude<Cause['kind'], 'suspended'> }

/** A row of the trail with the time it counts from: when it happened, which may lie before it was entered. */
export interface TimedEntry {
  readonly entry: TrailEntry
  readonly at: Instant
}

/** All that follows an event from an earlier time took that time, up to the head of the next step. */
export function timedEntries(trail: readonly TrailEntry[]): readonly TimedEntry[] {
  let occurredAt: Instant | undefined
  return trail.map((entry) => {
    if (isHead(entry)) {
      const written = entry.body['occurredAt']
      const at = typeof written === 'string' ? Date.parse(written) : NaN
      occurredAt = Number.isNaN(at) ? undefined : at
    }
    return { entry, at: occurredAt ?? entry.at }
  })
}

/** The last fact at an instant that is one of those. */
export function causeAmong(
  process: CheckedProcess,
  entries: readonly TimedEntry[],
  { occurrences, at }: { readonly occurrences: Occurrences; readonly at: Instant },
): StartCause | undefined {
  const found = entries.findLast((one) => one.at === at && isAmong(one.entry, occurrences))
  return found && causeOf(process, found.entry)
}

/** The fact with which a visit of a state began; the root's with the case. */
export function causeOfVisit(
  process: CheckedProcess,
  entries: readonly TimedEntry[],
  { state, visit }: { readonly state: string; readonly visit: number },
): StartCause | undefined {
  const found = entries.find(({ entry }) =>
    state === ''
      ? entry.type === 'created'
      : entry.type === 'state-entered' && entry.body['state'] === state && entry.body['visit'] === visit,
  )
  return found && causeOf(process, found.entry)
}

/** Why a clock stood still from an instant on: `by` names states, or `@suspended`. */
export function causesOfPause(
  process: CheckedProcess,
  entries: readonly TimedEntry[],
  { by, from }: { readonly by: readonly string[]; readonly from: Instant },
): readonly Cause[] {
  return by.map((name) => {
    const isSuspension = name === suspension
    const found = entries.findLast(({ entry, at }) => {
      if (at > from) return false
      if (isSuspension) return entry.type === 'suspended'
      return entry.type === 'state-entered' && entry.body['state'] === name
    })
    const cause: Cause = isSuspension ? suspended : { kind: 'state', name, title: stateTitle(process, name) }
    return { ...cause, ...(found ? { seq: found.entry.seq } : {}) }
  })
}

const suspended: Cause = {
  kind: 'suspended',
  name: suspension,
  title: { en: 'The case was suspended', 'zh-CN': '案件已暂停' },
}

function isAmong({ type, body }: TrailEntry, { events, states }: Occurrences): boolean {
  if (type === 'state-entered') return states.has(textAt(body, 'state'))
  if (type === 'event-accepted' || type === 'event-raised') return events.has(textAt(body, 'event'))
  return false
}

function causeOf(process: CheckedProcess, { type, seq, body }: TrailEntry): StartCause {
  if (type === 'state-entered') {
    const name = textAt(body, 'state')
    return { kind: 'state', name, title: stateTitle(process, name), seq }
  }
  if (type === 'created') return { kind: 'created', name: process.id, title: process.title, seq }
  const name = textAt(body, 'event')
  return { kind: 'event', name, title: eventTitle(process, name), seq }
}
