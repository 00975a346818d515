import type { Instant } from './instant.js'
import { dayMinutes, type Period } from './periods.js'
import { dayNumberIn, toInstant } from './zone.js'

/** From the opening instant, included, to the closing instant, excluded. Never empty. */
export interface OpenTime {
  readonly start: Instant
  readonly end: Instant
}

/** The periods planned for a day, in order of their start. */
export type Plan = (day: number) => readonly Period[]

/**
 * Open times of a day in order. Periods become instants by their local times, so a day on which the clock changes is
 * shorter or longer. Nothing overlaps, not even what the day before runs into.
 */
export function openTimes(day: number, plan: Plan, zone: string): readonly OpenTime[] {
  const times: OpenTime[] = []
  if (!isInZone(day, zone)) return times
  let reached = endOfNight(day, plan, zone)
  for (const period of plan(day)) {
    const start = Math.max(toInstant(day, period.start * 60_000, zone), reached)
    const end = toInstant(day, period.end * 60_000, zone)
    if (start >= end) continue // a period inside the gap of a clock change is empty
    times.push({ start, end })
    reached = end
  }
  return times
}

/** A zone that crossed the date line left out a whole date; its hours must not land on the next one. */
function isInZone(day: number, zone: string): boolean {
  return dayNumberIn(toInstant(day, 0, zone), zone) === day
}

/** When the shift of the day before is over: where the clock skips an hour it may reach into the first period. */
function endOfNight(day: number, plan: Plan, zone: string): Instant {
  const before = isInZone(day - 1, zone) ? day - 1 : day - 2
  const end = plan(before).at(-1)?.end ?? 0
  return end > dayMinutes ? toInstant(before, end * 60_000, zone) : -Infinity
}
