import type { Instant } from '../../engine/index.js'
import type { Cut } from './cuts-of.js'
import type { Playable } from './plan-cases.js'
import { daysThatDiffer, doneBy } from './story-pace.js'

const dayLength = 24 * 60 * 60 * 1000
/** How many days a case may begin earlier, so that the house is open on the days on which it was in the story. */
const leeway = 4

/**
 * By how many days a cut story may be moved, so that it was worked on so many working days ago; earlier only where no day
 * in between is like that of the story.
 */
export function daysUnderWay(
  { playable, steps }: Cut,
  ago: { readonly least: number; readonly most: number },
  until: Instant,
): readonly number[] {
  const before = (days: number): number => lastDays(playable, steps, workingDaysBefore(playable, until, days))
  const latest = before(ago.least)
  const least = Math.min(latest, before(ago.most) + 1)
  const tried = Array.from({ length: latest - least + leeway + 1 }, (_, earlier) => latest - earlier)
  const alike = bestDays(playable, steps, tried)
  const inTime = alike.filter((days) => days >= least)
  return inTime.length > 0 ? inTime : alike.slice(0, 1)
}

/** The same time of day so many working days earlier. */
function workingDaysBefore({ calendar }: Playable, until: Instant, days: number): Instant {
  let at = until
  for (let passed = 0; passed < days;) {
    at -= dayLength
    if (calendar.isWorkingDay(calendar.dateOf(at))) passed += 1
  }
  return at
}

/** By how many days a story may be moved at most, so that its steps are done by then. */
export function lastDays({ told, calendar }: Playable, steps: number, until: Instant): number {
  let days = Math.ceil((until - Date.parse(told.at)) / dayLength)
  while (doneBy({ told, calendar, days }, steps) > until) days -= 1
  return days
}

/** Of several ways to move a story those by which its days are most like those of the story, in their order. */
export function bestDays(
  { told, calendar }: Playable,
  steps: number,
  tried: readonly number[],
): readonly number[] {
  const marks = tried.map((days) => {
    const telling = { told, calendar, days }
    return daysThatDiffer(telling, doneBy(telling, steps))
  })
  const least = Math.min(...marks)
  return tried.filter((_, index) => marks[index] === least)
}
