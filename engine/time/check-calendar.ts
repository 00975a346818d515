import { nearestName } from '../errors/nearest-name.js'
import type { ProblemCode } from '../errors/problem-codes.js'
import type { CalendarDefinition } from './calendar.js'
import { isDate } from './date.js'
import { holidayTableNames } from './holidays.js'
import { dayMinutes, parsePeriod, weekdays, type Period } from './periods.js'
import { isZone } from './zone.js'

/** Something wrong in a calendar's file. `path` holds the keys from the top of the file to the value. */
export interface CalendarProblem {
  readonly path: readonly (string | number)[]
  readonly code: ProblemCode
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
  readonly hint?: string
}

/** Everything wrong in a calendar whose shape is right: zone, day counting, periods, holidays, make-up days. */
export function checkCalendar(definition: CalendarDefinition): readonly CalendarProblem[] {
  return [
    ...checkZone(definition.zone),
    ...checkDayCounting(definition.dayCounting),
    ...checkHours(definition.hours),
    ...checkHolidays(definition.holidays),
    ...checkWorkdays(definition.workdays ?? []),
  ]
}

function checkZone(zone: string): CalendarProblem[] {
  if (isZone(zone)) return []
  return [
    wrong(['zone'], 'a zone of the IANA database such as Asia/Shanghai', zone, nearest(zone, zoneNames())),
  ]
}

function zoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
}

function checkDayCounting(dayCounting: string): CalendarProblem[] {
  const known = ['close-of-business', 'same-time']
  if (known.includes(dayCounting)) return []
  return [wrong(['dayCounting'], known.join(' or '), dayCounting, nearest(dayCounting, known))]
}

function checkHolidays(holidays: string | undefined): CalendarProblem[] {
  if (holidays === undefined || holidayTableNames.includes(holidays)) return []
  const expected = `the name of a holiday table (${holidayTableNames.join(', ')})`
  const more = nearest(holidays, holidayTableNames)
  return [
    wrong(['holidays'], expected, holidays, {
      hint: 'Leave the key out for a calendar without holidays.',
      ...more,
    }),
  ]
}

function checkWorkdays(workdays: readonly string[]): CalendarProblem[] {
  return workdays.flatMap((date, index) => {
    const path = ['workdays', index]
    if (!isDate(date)) {
      return [wrong(path, 'a date that exists, such as 2026-10-10', date, { hint: 'Write yyyy-mm-dd.' })]
    }
    if (workdays.indexOf(date) < index) {
      return [wrong(path, 'each make-up day once', date, { hint: 'Remove the second one.' })]
    }
    return []
  })
}

/** A period on the minutes of a week, from Monday midnight, and where it is written. */
interface Placed extends Period {
  readonly path: readonly (string | number)[]
  readonly text: string
}

function checkHours(hours: CalendarDefinition['hours']): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const placed: Placed[] = []
  for (const [name, texts] of Object.entries(hours)) {
    const weekday = weekdays.findIndex((known) => known === name)
    if (weekday < 0) {
      problems.push({
        ...wrong(['hours', name], `a weekday (${weekdays.join(', ')})`, name, nearest(name, weekdays)),
        code: 'unknown-key',
      })
      continue
    }
    for (const [index, text] of texts.entries()) {
      const period = parsePeriod(text)
      const path = ['hours', name, index]
      if (!period) problems.push(wrongPeriod(path, text))
      else
        placed.push({
          start: weekday * dayMinutes + period.start,
          end: weekday * dayMinutes + period.end,
          path,
          text,
        })
    }
  }
  if (problems.length === 0 && placed.length === 0) problems.push(neverOpen())
  return [...problems, ...findOverlaps(placed)]
}

function wrongPeriod(path: readonly (string | number)[], text: string): CalendarProblem {
  const parts = /^(\d{1,2})[:.：](\d{2}) ?[-–—~] ?(\d{1,2})[:.：](\d{2})$/u.exec(text)
  const [start = '', startMinute = '', end = '', endMinute = ''] = parts?.slice(1) ?? []
  const repaired = `${start.padStart(2, '0')}:${startMinute}-${end.padStart(2, '0')}:${endMinute}`
  const hint = 'Hours run from 00:00 to 23:59, with two digits; an end may be 24:00.'
  return wrong(
    path,
    'a period such as 09:00-18:00',
    text,
    parsePeriod(repaired) ? { nearest: repaired } : { hint },
  )
}

function neverOpen(): CalendarProblem {
  return {
    path: ['hours'],
    code: 'wrong-value',
    message: 'Expected at least one period in the week, but the calendar is never open.',
    expected: 'at least one period in the week',
    found: 'no period',
    hint: 'Write the hours of a weekday: mon: ["09:00-18:00"].',
  }
}

/** Each period against the one that begins before it, around the end of the week as well. */
function findOverlaps(placed: readonly Placed[]): CalendarProblem[] {
  const week = 7 * dayMinutes
  const ordered = [...placed].sort((a, b) => a.start - b.start)
  const first = ordered[0]
  if (!first) return []
  const around: Placed[] = [...ordered, { ...first, start: first.start + week, end: first.end + week }]
  let longest = first
  const problems: CalendarProblem[] = []
  for (const period of around.slice(1)) {
    if (period.start < longest.end) problems.push(overlap(period, longest))
    if (period.end > longest.end) longest = period
  }
  return problems
}

function overlap(period: Placed, other: Placed): CalendarProblem {
  const expected = `a period that begins when '${other.text}' of ${String(other.path[1])} has ended`
  const hint = 'Join the two periods, or let one begin at the end of the other.'
  return wrong(period.path, expected, period.text, { hint })
}

function nearest(name: string, known: readonly string[]): { nearest?: string } {
  const found = nearestName(name, known)
  return found === undefined ? {} : { nearest: found }
}

function wrong(
  path: readonly (string | number)[],
  expected: string,
  found: string,
  more: { readonly nearest?: string; readonly hint?: string } = {},
): CalendarProblem {
  const hint = more.nearest === undefined ? more.hint : `Did you mean '${more.nearest}'?`
  return {
    path,
    code: 'wrong-value',
    message: `Expected ${expected}, but found '${found}'.`,
    expected,
    found,
    ...(more.nearest === undefined ? {} : { nearest: more.nearest }),
    ...(hint === undefined ? {} : { hint }),
  }
}
