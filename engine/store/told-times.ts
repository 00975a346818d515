import type { TrailEntry } from '../core/command.js'
import type { Instant } from '../time/instant.js'

/** An entry of a trail with when it happened: earlier than it was written where its event was entered late. */
export interface TimedEntry {
  readonly entry: TrailEntry
  readonly at: Instant
}

/** When each entry of some steps happened. The entries of a step share its time, and follow the event it takes. */
export function toldTimes(trail: readonly TrailEntry[]): readonly TimedEntry[] {
  let written: Instant | undefined
  let happened = 0
  return trail.map((entry) => {
    if (entry.type === 'event-accepted') happened = occurredAt(entry) ?? entry.at
    else if (entry.at !== written) happened = entry.at
    written = entry.at
    return { entry, at: happened }
  })
}

function occurredAt({ body }: TrailEntry): Instant | undefined {
  const told = body['occurredAt']
  return typeof told === 'string' ? Date.parse(told) : undefined
}
