import type { CalendarDefinition } from './calendar.js'
import { wrong, type CalendarProblem } from './calendar-problem.js'
import { readClosures } from './closures.js'
import { fromDayNumber, toDayNumber } from './date.js'
import { createDayBook } from './day-book.js'
import { tablesOf } from './holidays.js'
import { dayNumberIn } from './zone.js'

/** Days in a row without hours a calendar may have: a search for the next working day has to come to an end. */
const longestRest = 1_000

/** With fewer days taken out, even a calendar that opens once a week does not rest so long. */
const harmless = 100

/** Days that are taken out of the week, both included, by what stands at a path. */
interface Stretch {
  readonly path: CalendarProblem['path']
  readonly first: number
  readonly last: number
}

/** A calendar that rests for years, by its closures, days off and one-off hours together. */
export function checkRest(definition: CalendarDefinition): CalendarProblem[] {
  const stretches = takenOut(definition).sort((a, b) => a.first - b.first)
  if (stretches.reduce((sum, { first, last }) => sum + last - first + 1, 0) < harmless) return []
  const book = createDayBook(definition, tablesOf(definition.holidays ?? []))
  let next = -Infinity
  let closed = 0
  for (const { path, first, last } of stretches) {
    next = Math.max(next, first)
    // On to the next open day, so that a rest is followed from one stretch into another.
    while (next <= last || closed > 0) {
      closed = book.day(next).open.length === 0 ? closed + 1 : 0
      next += 1
      if (closed > longestRest) return [restsTooLong(path, next - closed)]
    }
  }
  return []
}

function takenOut(definition: CalendarDefinition): Stretch[] {
  const day = (date: string, path: CalendarProblem['path']): Stretch[] => {
    const number = toDayNumber(date)
    return number === undefined ? [] : [{ path, first: number, last: number }]
  }
  return [
    ...(definition.holidays ?? []).flatMap((date, index) => day(date, ['holidays', index])),
    ...Object.entries(definition.dateHours ?? {}).flatMap(([date, hours]) =>
      hours.length === 0 ? day(date, ['dateHours', date]) : [],
    ),
    ...readClosures(definition.closures ?? []).map(({ from, to }) => ({
      path: ['closures'],
      first: dayNumberIn(from, definition.zone),
      last: dayNumberIn(to, definition.zone),
    })),
  ]
}

function restsTooLong(path: CalendarProblem['path'], first: number): CalendarProblem {
  const expected = `a calendar that opens at least once in ${longestRest} days`
  const hint = 'Shorten the closure or the row of days off.'
  return wrong(path, expected, `no open day from ${fromDayNumber(first)} on`, { hint })
}
