import type { Calendar } from '../../time/calendar.js'
import { dayMs, fromDayNumber, weekdayOf } from '../../time/date.js'
import type { DayChoice, ScheduleRule } from './schedule-rule.js'

/** Longest row of days off that a shifted day is carried over. */
const longestRest = 366

/** Months of the period a choice belongs to. */
const monthsOf: { readonly [every in ScheduleRule['every']]?: number } = { quarter: 3, year: 12 }

type IsWorkingDay = (day: number) => boolean

/**
 * Whether a duty falls due on a day (a number of days since 1970-01-01), `from` and `until` aside. Asked of each day
 * for itself, so that days which are moved to one another's place are one day, and the order is that of the days.
 */
export function isOccurrenceDay(rule: ScheduleRule, calendar: Calendar, day: number): boolean {
  const works: IsWorkingDay = (each) => calendar.isWorkingDay(fromDayNumber(each))
  if (rule.every === 'day' && rule.shift === 'none') return true
  if (rule.every === 'working day') return works(day)
  const period = monthsOf[rule.every] ?? 1
  if (rule.on.some((choice) => isWorkingEdge(choice, day, period, works))) return true
  const named = (each: number): boolean =>
    rule.every === 'day' || rule.on.some((choice) => isNamed(choice, each, period))
  switch (rule.shift) {
    case 'none':
      return named(day)
    case 'skip':
      return named(day) && works(day)
    case 'next working day':
      return works(day) && namedOrMoved(day, -1, { named, works })
    case 'previous working day':
      return works(day) && namedOrMoved(day, 1, { named, works })
  }
}

/** Whether the day, or one of the days off right before (-1) or after (1) it, is named. */
function namedOrMoved(
  day: number,
  direction: 1 | -1,
  { named, works }: { readonly named: (day: number) => boolean; readonly works: IsWorkingDay },
): boolean {
  if (named(day)) return true
  for (let steps = 1; steps <= longestRest; steps += 1) {
    const other = day + direction * steps
    if (works(other)) return false
    if (named(other)) return true
  }
  return false
}

/** First or last working day of the period: no other working day lies between it and the end of the period. */
function isWorkingEdge(choice: DayChoice, day: number, months: number, works: IsWorkingDay): boolean {
  if (choice.kind !== 'edge' || !choice.working || !works(day)) return false
  const { first, last } = periodOf(day, months)
  const [step, end] = choice.edge === 'first' ? [-1, first] : [1, last]
  for (let other = day; other !== end;) {
    other += step
    if (works(other)) return false
  }
  return true
}

function isNamed(choice: DayChoice, day: number, months: number): boolean {
  switch (choice.kind) {
    case 'weekday':
      return weekdayOf(day) === choice.weekday
    case 'day':
      return isDayOfMonth(day, choice.day)
    case 'date':
      return new Date(day * dayMs).getUTCMonth() + 1 === choice.month && isDayOfMonth(day, choice.day)
    case 'edge': {
      const { first, last } = periodOf(day, months)
      return !choice.working && day === (choice.edge === 'first' ? first : last)
    }
  }
}

/** A day the month does not have is its last day. */
function isDayOfMonth(day: number, wanted: number): boolean {
  const own = new Date(day * dayMs).getUTCDate()
  return own === wanted || (own < wanted && day === periodOf(day, 1).last)
}

/** First and last day of the month, quarter or year a day lies in. */
function periodOf(day: number, months: number): { readonly first: number; readonly last: number } {
  const date = new Date(day * dayMs)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() - (date.getUTCMonth() % months)
  return { first: Date.UTC(year, month, 1) / dayMs, last: Date.UTC(year, month + months, 0) / dayMs }
}
