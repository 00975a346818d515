import type { Calendar, CalendarDefinition } from '../calendar.js'
import { checkInstant } from '../check-amount.js'
import { readClosures } from '../closures.js'
import { Count } from './count.js'
import type { DayBook } from '../day-book.js'
import { dueOf } from './due-of.js'
import { move, type Counting } from './move.js'
import { nextOccurrence } from './recurrence.js'
import { betweenOutsidePauses, ownTimeOf } from './own-time.js'
import { readPauses } from './pauses.js'
import { shiftDate } from './shift-date.js'
import { warningAt } from './warning-at.js'
import { openingOf } from './window.js'

/** The part of a calendar that counts. */
export type Arithmetic = Pick<
  Calendar,
  'add' | 'subtract' | 'shiftDate' | 'elapsed' | 'dueOf' | 'warningAt' | 'nextOccurrence' | 'openingOf'
>

/** Counts by the days of a book. The definition is one that was checked. */
export function createArithmetic(definition: CalendarDefinition, book: DayBook): Arithmetic {
  const counting: Counting = {
    book,
    dayCounting: definition.dayCounting,
    closures: readClosures(definition.closures ?? []),
  }
  return {
    add: (at, duration, options) => move(counting, { at, duration, direction: 1 }, options),
    subtract: (at, duration, options) => move(counting, { at, duration, direction: -1 }, options),
    shiftDate: (date, duration, direction, options) =>
      shiftDate(counting, { date, duration, direction }, options),
    elapsed: (from, to, unit, pauses) => {
      checkInstant(from)
      checkInstant(to)
      return betweenOutsidePauses(ownTimeOf(unit, book, new Count()), from, to, readPauses(pauses))
    },
    dueOf: (rule, run, trace) => dueOf(counting, rule, run, trace),
    warningAt: (warning, rule, run, due) => warningAt(counting, warning, rule, { run, due }),
    nextOccurrence: (recurrence, after, anchor) => nextOccurrence(counting, recurrence, after, anchor),
    openingOf: (window, at) => openingOf(counting, window, at),
  }
}
