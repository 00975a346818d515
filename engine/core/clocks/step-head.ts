import type { Instant } from '../../time/calendar.js'
import type { TrailEntry, TrailType } from '../command.js'
import { instantAt, textAt } from './entry-body.js'

/** What the first entry of a step says about all of them, and what has happened in it so far. */
export interface StepHead {
  /** When it happened: the `occurredAt` of the event, else the time of the entries. */
  readonly at: Instant
  /** How many raises of an event somebody heard. */
  readonly heard: Map<string, number>
  readonly events: Set<string>
  readonly states: Set<string>
}

const heads: ReadonlySet<TrailType> = new Set<TrailType>([
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

/** Whether a step begins with this entry. Only decisions made while an event is weighed stand before its head. */
export function isHead({ type, body }: TrailEntry): boolean {
  // What an operator does with a task stands behind the head of that step.
  if (body['operator'] === true) return false
  // A task that somebody gave away is a step of its own; one that the process gave out belongs to the step it opened in.
  return heads.has(type) || (type === 'task-assigned' && body['how'] === 'given')
}

/** Looks over the entries of one step. */
export function headOfStep(entries: readonly TrailEntry[]): StepHead {
  const head = entries.find(isHead)
  const heard = new Map<string, number>()
  for (const { type, body } of entries) {
    const change = type === 'event-raised' ? 1 : type === 'raise-unheard' ? -1 : 0
    if (change !== 0) heard.set(textAt(body, 'event'), (heard.get(textAt(body, 'event')) ?? 0) + change)
  }
  const at = head?.at ?? entries[0]?.at ?? 0
  const occurred = head && typeof head.body['occurredAt'] === 'string'
  return {
    at: occurred ? instantAt(head.body, 'occurredAt') : at,
    heard,
    events: new Set(),
    states: new Set(),
  }
}
