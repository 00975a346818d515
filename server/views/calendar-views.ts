import type { Calendar } from '../../engine/index.js'

/** A calendar as people choose it from a list. */
export function calendarView({ id, zone, hash, publishedUntil, definition }: Calendar): object {
  const dates = (definition.holidays ?? []).filter((one) => one.includes('-'))
  return {
    id,
    title: definition.title,
    zone,
    hash,
    dayCounting: definition.dayCounting,
    holidays: (definition.holidays ?? []).filter((one) => !one.includes('-')),
    /** Years for which single days off are written down. */
    holidayYears: [...new Set(dates.map((date) => Number(date.slice(0, 4))))].sort((a, b) => a - b),
    ...(publishedUntil === undefined ? {} : { publishedUntil }),
  }
}
