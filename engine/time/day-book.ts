import type { CalendarDefinition } from './calendar.js'
import { fromDayNumber, weekdayOf } from './date.js'
import type { HolidayTable } from './holidays.js'
import type { Instant } from './instant.js'
import { makeUpPeriodsOf, periodsOf, type Period } from './periods.js'
import { dayNumberIn, toInstant } from './zone.js'

/** From the opening instant, included, to the closing instant, excluded. Never empty. */
export interface OpenTime {
  readonly start: Instant
  readonly end: Instant
}

/** What a calendar says about one local date. */
export interface BookDay {
  /** Days since 1970-01-01. */
  readonly number: number
  readonly date: string
  readonly kind: 'weekday' | 'make-up-day' | 'holiday' | 'no-hours'
  /** Name of the holiday, or where a make-up day comes from. */
  readonly note?: string
  /** Open times in order, those that run past midnight included. A day without any is not a working day. */
  readonly open: readonly OpenTime[]
  /** Last closing instant, or the end of the date where nothing is open. */
  readonly close: Instant
  /** False where the calendar uses holidays and those of this year are not published. */
  readonly published: boolean
}

/** Looks up days. The same number always gives an equal answer. */
export interface DayBook {
  readonly zone: string
  day(number: number): BookDay
  dayAt(at: Instant): BookDay
}

/** More than ten years; when it is full it is emptied, which costs time and changes no answer. */
const daysKept = 4096

/** Opens the book of days of a calendar whose definition was checked. */
export function createDayBook(definition: CalendarDefinition, table: HolidayTable | undefined): DayBook {
  const { zone } = definition
  const years = new Set(table?.years ?? [])
  const workdays = new Set(definition.workdays ?? [])
  const kept = new Map<number, BookDay>()

  const look = (number: number): BookDay => {
    const date = fromDayNumber(number)
    const { periods, ...rest } = plan(definition, { number, date, table, workdays })
    const open = openTimes(number, periods, zone)
    return {
      number,
      date,
      ...(open.length === 0 && rest.kind === 'weekday' ? { kind: 'no-hours' as const } : rest),
      open,
      close: open.at(-1)?.end ?? toInstant(number + 1, 0, zone),
      published: !table || years.has(Number(date.slice(0, 4))),
    }
  }
  const day = (number: number): BookDay => {
    const known = kept.get(number)
    if (known) return known
    if (kept.size >= daysKept) kept.clear()
    const found = look(number)
    kept.set(number, found)
    return found
  }
  return { zone, day, dayAt: (at) => day(dayNumberIn(at, zone)) }
}

interface Plan {
  readonly kind: BookDay['kind']
  readonly note?: string
  readonly periods: readonly Period[]
}

interface Day {
  readonly number: number
  readonly date: string
  readonly table: HolidayTable | undefined
  readonly workdays: ReadonlySet<string>
}

/** The calendar's own make-up days go before the table, the table before the week. */
function plan(definition: CalendarDefinition, day: Day): Plan {
  const weekday = weekdayOf(day.number) - 1
  if (day.workdays.has(day.date)) {
    return {
      kind: 'make-up-day',
      note: 'workdays of the calendar',
      periods: makeUpPeriodsOf(definition, weekday),
    }
  }
  const makeUp = day.table?.makeUpDays.get(day.date)
  if (makeUp !== undefined) {
    return { kind: 'make-up-day', note: makeUp, periods: makeUpPeriodsOf(definition, weekday) }
  }
  const off = day.table?.daysOff.get(day.date)
  if (off !== undefined) return { kind: 'holiday', note: off, periods: [] }
  return { kind: 'weekday', periods: periodsOf(definition, weekday) }
}

/** Periods become instants by their local times, so a day on which the clock changes is shorter or longer. */
function openTimes(day: number, periods: readonly Period[], zone: string): readonly OpenTime[] {
  const times: OpenTime[] = []
  // A zone that crossed the date line left out a whole date; its hours must not land on the next one.
  if (dayNumberIn(toInstant(day, 0, zone), zone) !== day) return times
  for (const period of periods) {
    const start = Math.max(toInstant(day, period.start * 60_000, zone), times.at(-1)?.end ?? -Infinity)
    const end = toInstant(day, period.end * 60_000, zone)
    if (start < end) times.push({ start, end }) // a period inside the gap of a clock change is empty
  }
  return times
}
