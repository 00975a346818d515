import type { CalendarDefinition, PeriodText } from './calendar.js'
import { nearest, wrong, type CalendarProblem } from './calendar-problem.js'
import { fromDayNumber, toDayNumber, weekdayOf } from './date.js'
import { createDayPlan } from './day-plan.js'
import { tablesOf } from './holidays.js'
import { dayMinutes, readPeriod, weekdays, type Period } from './periods.js'
import { repairPeriod } from './repair-period.js'

/** A period on a line of minutes, where it is written, and of which day it is. */
interface Placed extends Period {
  readonly path: CalendarProblem['path']
  readonly day: string
}

/** The hours of the week and those of single dates, each for itself: weekdays, times, overlaps, a week without any. */
export function checkHours(definition: CalendarDefinition): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const placed: Placed[] = []
  for (const [name, pairs] of Object.entries(definition.hours)) {
    const weekday = weekdays.findIndex((known) => known === name)
    if (weekday < 0) problems.push(unknownWeekday(name))
    else
      placed.push(...place(pairs, { path: ['hours', name], day: name, at: weekday * dayMinutes }, problems))
  }
  if (problems.length === 0) problems.push(...hardlyOpen(placed))
  problems.push(...aroundTheWeek(placed))
  for (const [date, pairs] of Object.entries(definition.dateHours ?? {})) {
    problems.push(...overlaps(place(pairs, { path: ['dateHours', date], day: date, at: 0 }, problems)))
  }
  return problems
}

/** Periods that can be read, moved to where their day begins on the line; the others become problems. */
function place(
  pairs: readonly PeriodText[],
  { path, day, at }: { readonly path: CalendarProblem['path']; readonly day: string; readonly at: number },
  problems: CalendarProblem[],
): readonly Placed[] {
  return pairs.flatMap((pair, index) => {
    const period = readPeriod(pair)
    if (period) return [{ path: [...path, index], day, start: at + period.start, end: at + period.end }]
    problems.push(wrongPeriod([...path, index], pair))
    return []
  })
}

function unknownWeekday(name: string): CalendarProblem {
  const expected = `a weekday (${weekdays.join(', ')})`
  return { ...wrong(['hours', name], expected, name, nearest(name, weekdays)), code: 'unknown-key' }
}

function wrongPeriod(path: CalendarProblem['path'], pair: PeriodText): CalendarProblem {
  const repaired = repairPeriod(pair.join('-'))?.join('-')
  const hint = 'Hours run from 00:00 to 23:59, with two digits; an end may be 24:00.'
  return wrong(
    path,
    'a period such as 09:00-18:00',
    pair.join('-'),
    repaired === undefined ? { hint } : { nearest: repaired, hint: `Write '${repaired}'.` },
  )
}

/**
 * Minutes of a usual week a calendar is open at least: then the longest duration, 20,000 working hours, ends within
 * four hundred years, and no count goes on for thousands.
 */
const leastOpen = 60

function hardlyOpen(placed: readonly Placed[]): CalendarProblem[] {
  const minutes = placed.reduce((sum, { start, end }) => sum + end - start, 0)
  if (minutes >= leastOpen) return []
  const [found, but] =
    minutes === 0 ? ['no period', 'it is never open'] : [`${minutes} minutes`, `it has ${minutes} minutes`]
  return [
    {
      path: ['hours'],
      code: 'wrong-value',
      message: `Expected a calendar that is open for at least one hour in a usual week, but ${but}.`,
      expected: 'at least one hour in a usual week',
      found,
      hint: 'Write the hours of a weekday: mon: ["09:00-18:00"].',
    },
  ]
}

/** The first period of a week follows the last one of the week before. */
function aroundTheWeek(placed: readonly Placed[]): CalendarProblem[] {
  const week = 7 * dayMinutes
  const first = [...placed].sort((a, b) => a.start - b.start)[0]
  if (!first) return []
  return overlaps([...placed, { ...first, start: first.start + week, end: first.end + week }])
}

/** Each period against the ones that begin before it. */
function overlaps(placed: readonly Placed[]): CalendarProblem[] {
  const [first, ...others] = [...placed].sort((a, b) => a.start - b.start)
  if (!first) return []
  let longest = first
  const problems: CalendarProblem[] = []
  for (const period of others) {
    if (period.start < longest.end) problems.push(overlap(period, longest))
    if (period.end > longest.end) longest = period
  }
  return problems
}

function overlap(period: Placed, other: Placed): CalendarProblem {
  // Two of one day need no name for it, so that `mon-fri` tells the same of all its days.
  const ofDay = other.day === period.day ? '' : ` of ${other.day}`
  const expected = `a period that begins when '${textOf(other)}'${ofDay} has ended`
  const hint = 'Join the two periods, or let one begin at the end of the other.'
  return wrong(period.path, expected, textOf(period), { hint })
}

function textOf({ start, end }: Period): string {
  return `${clock(start)}-${end % dayMinutes === 0 ? '24:00' : clock(end)}`
}

function clock(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  const ofDay = (minutes + dayMinutes) % dayMinutes
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`
}

/** Dates with hours of their own, and own make-up days, against the night before and the morning after. */
export function checkDateOverlaps(definition: CalendarDefinition): CalendarProblem[] {
  const plan = createDayPlan(definition, tablesOf(definition.holidays ?? []))
  const own = new Map<number, CalendarProblem['path']>()
  for (const [index, date] of (definition.workdays ?? []).entries()) {
    own.set(toDayNumber(date) ?? 0, ['workdays', index])
  }
  for (const date of Object.keys(definition.dateHours ?? {})) {
    own.set(toDayNumber(date) ?? 0, ['dateHours', date])
  }
  const onLine = (number: number, path: CalendarProblem['path'], at: number): readonly Placed[] =>
    plan(number).periods.map(({ start, end }) => ({
      path,
      day: own.has(number) ? fromDayNumber(number) : (weekdays[weekdayOf(number) - 1] ?? ''),
      start: at + start,
      end: at + end,
    }))
  return [...own].flatMap(([number, path]) => {
    const evening = onLine(number - 1, path, -dayMinutes).slice(-1)
    const day = onLine(number, path, 0)
    // A next day that is named as well tells it itself.
    const morning = own.has(number + 1) ? [] : onLine(number + 1, path, dayMinutes).slice(0, 1)
    return [...overlaps([...evening, ...day.slice(0, 1)]), ...overlaps([...day.slice(-1), ...morning])].slice(
      0,
      1,
    )
  })
}
