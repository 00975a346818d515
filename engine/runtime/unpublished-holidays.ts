import type { Calendar } from '../time/calendar.js'
import type { Instant } from '../time/instant.js'

/** How far ahead the holidays of a calendar should be known, in milliseconds. */
const lookAhead = 60 * 86_400_000

/** A calendar whose holidays are not known for long enough, and the sentence that says so. */
export interface UnpublishedHolidays {
  readonly calendar: string
  readonly publishedUntil: number
  readonly message: string
}

/** Calendars whose published holidays end before the coming 60 days are over, in the order of the calendars. */
export function unpublishedHolidays(
  calendars: ReadonlyMap<string, Calendar>,
  now: Instant,
): readonly UnpublishedHolidays[] {
  return [...calendars.values()].flatMap((calendar) => {
    const { id, publishedUntil } = calendar
    if (publishedUntil === undefined || publishedUntil >= yearOf(calendar, now + lookAhead)) return []
    const message =
      `Expected the holidays of calendar '${id}' for the coming 60 days, but they are published until the end of ` +
      `${publishedUntil} only. Due points after that year are counted without its holidays and marked provisional. ` +
      "Once they are announced, write the days off into the calendar's 'holidays' and 'workdays', and the year into " +
      "'publishedYears'."
    return [{ calendar: id, publishedUntil, message }]
  })
}

function yearOf(calendar: Calendar, at: Instant): number {
  return Number(calendar.dateOf(at).slice(0, 4))
}
