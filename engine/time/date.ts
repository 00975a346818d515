/** Milliseconds of a day without a clock change. */
export const dayMs = 86_400_000

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/
/** Dates with a day every month has, which need no calendar to be checked. */
const everyMonthDay = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/

/**
 * Days since 1970-01-01 of a date `yyyy-mm-dd`; `undefined` unless the text is a date that exists
 * (`2026-02-29` does not).
 */
export function toDayNumber(date: string): number | undefined {
  const parts = datePattern.exec(date)
  if (!parts) return undefined
  const month = Number(parts[2])
  const number = dayNumberOf(Number(parts[1]), month, Number(parts[3]))
  return month >= 1 && month <= 12 && fromDayNumber(number) === date ? number : undefined
}

/** The date `yyyy-mm-dd` that lies this many days after 1970-01-01. */
export function fromDayNumber(number: number): string {
  const text = new Date(number * dayMs).toISOString()
  return text.slice(0, text.indexOf('T'))
}

/** Day of the week of a day number: 1 is Monday, 7 is Sunday. */
export function weekdayOf(number: number): number {
  // 1970-01-01 was a Thursday.
  return ((((number + 3) % 7) + 7) % 7) + 1
}

/** Whether a text is a date `yyyy-mm-dd` that exists in the calendar. */
export function isDate(text: string): boolean {
  return everyMonthDay.test(text) || toDayNumber(text) !== undefined
}

/**
 * The date that many days or months after `date`; negative amounts go back. Where the month is too short, its
 * last day is taken: 31 January and one month is 28 or 29 February. Throws a `RangeError` unless `date` is a
 * date and the result lies in the years 0000 to 9999.
 */
export function addToDate(date: string, step: { readonly days?: number; readonly months?: number }): string {
  const number = toDayNumber(date)
  if (number === undefined) throw new RangeError(`Expected a date such as 2026-09-28, but found '${date}'.`)
  const result = fromDayNumber(addMonths(number, step.months ?? 0) + (step.days ?? 0))
  if (isDate(result)) return result
  throw new RangeError(`Expected a result in the years 0000 to 9999, but ${date} was moved to ${result}.`)
}

/** -1 when the first date is earlier, 1 when it is later, 0 when both are the same day. */
export function compareDates(first: string, second: string): -1 | 0 | 1 {
  // yyyy-mm-dd sorts as text.
  if (first === second) return 0
  return first < second ? -1 : 1
}

/** A day number moved by whole months, clamped to the last day of the month it lands in. */
export function addMonths(number: number, months: number): number {
  if (months === 0) return number
  const date = new Date(number * dayMs)
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() + months
  const year = Math.floor(index / 12)
  const month = index - year * 12
  const lastDay = new Date(dayNumberOf(year, month + 2, 0) * dayMs).getUTCDate()
  return dayNumberOf(year, month + 1, Math.min(date.getUTCDate(), lastDay))
}

function dayNumberOf(year: number, month: number, day: number): number {
  // Date.UTC reads years below 100 as 19xx, setUTCFullYear does not.
  return new Date(0).setUTCFullYear(year, month - 1, day) / dayMs
}
