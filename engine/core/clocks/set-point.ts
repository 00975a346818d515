import type { TrailEntry } from '../command.js'
import type { ClockRecord } from '../record.js'
import { instantAt } from './entry-body.js'

/** The due point an operator set, as the entry of it tells: when, and who. */
export function setPoint({ at, actor, body }: TrailEntry): NonNullable<ClockRecord['byHand']> {
  return { dueAt: instantAt(body, 'dueAt'), at, by: actor ?? '' }
}
