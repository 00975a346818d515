import type { NumberPattern } from '../definition/checked-process.js'
import type { Calendar, Instant } from '../time/calendar.js'

/** Key of the series a case number is drawn from: the pattern with the date filled in, the counter left as written. */
export function seriesKey(pattern: NumberPattern, calendar: Calendar, now: Instant): string {
  return text(pattern, calendar.dateOf(now), (digits) => `{seq:${digits}}`)
}

/** The case number with the counter filled in; a counter that outgrows its digits gets more of them. */
export function caseNumber(pattern: NumberPattern, calendar: Calendar, now: Instant, count: number): string {
  return text(pattern, calendar.dateOf(now), (digits) => String(count).padStart(digits, '0'))
}

/** Whether the pattern counts at all. */
export function drawsNumber(pattern: NumberPattern): boolean {
  return pattern.parts.some((part) => 'digits' in part)
}

function text(pattern: NumberPattern, date: string, counter: (digits: number) => string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const dates = { yyyy: year, yy: year.slice(-2), mm: month, dd: day }
  return pattern.parts
    .map((part) => {
      if ('literal' in part) return part.literal
      return 'date' in part ? dates[part.date] : counter(part.digits)
    })
    .join('')
}
