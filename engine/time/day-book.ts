import type { CalendarDefinition } from './calendar.js'
import { weekdayOf } from './date.js'
import type { HolidayTable } from './holidays.js'
import type { Instant } from './instant.js'
import { createDayPlan, type DayKind } from './day-plan.js'
import { readClosures, withoutClosures } from './closures.js'
import { createPlainWeeks } from './plain-weeks.js'
import { openTimes, type OpenTime } from './open-times.js'
import { dayNumberIn, toInstant } from './zone.js'

export type { OpenTime } from './open-times.js'

/** What a calendar says about one local date. */
export interface BookDay {
  /** Days since 1970-01-01. */
  readonly number: number
  readonly date: string
  readonly kind: DayKind
  /** Name of the holiday, or where a make-up day or one-off hours come from. */
  readonly note?: string
  /** Open times in order, those that run past midnight included. A day without any is not a working day. */
  readonly open: readonly OpenTime[]
  /** Last closing instant, or the end of the date where nothing is open. */
  readonly close: Instant
  /** False where the calendar uses holidays and those of this year are not published. */
  readonly published: boolean
}

/** Sums over the seven days of a week from Monday. What runs past its Sunday's midnight belongs to it. */
export interface BookWeek {
  /** Number of its Monday; the next week begins seven days later. */
  readonly first: number
  /** Milliseconds of all open times of its days. */
  readonly openMs: number
  /** Days with open times. */
  readonly workingDays: number
  /** Whether `published` holds for each of its days. */
  readonly published: boolean
}

/**
 * Looks up days. The same number always gives an equal answer. Open times of two days never overlap, so sums of
 * weeks add up.
 */
export interface DayBook {
  readonly zone: string
  day(number: number): BookDay
  dayAt(at: Instant): BookDay
  /** The week a day lies in. Counting over a long stretch takes whole weeks at a time and looks into none of them. */
  week(number: number): BookWeek
  /** Whether an open time holds the instant: an opening instant is inside, a closing instant is not. */
  isOpen(at: Instant): boolean
}

/** More than ten years; when it is full it is emptied, which costs time and changes no answer. */
const daysKept = 4096
const weeksKept = 2048

/** Opens the book of days of a calendar whose definition was checked. */
export function createDayBook(definition: CalendarDefinition, tables: readonly HolidayTable[]): DayBook {
  const { zone } = definition
  const look = createLook(definition, tables)
  const day = keeping(daysKept, look)
  const plain = createPlainWeeks(definition, tables)
  const weekFrom = keeping(weeksKept, (first): BookWeek => {
    const week = plain(first)
    return week ? { first, ...week } : sumWeek(first, day)
  })
  return {
    zone,
    day,
    dayAt: (at) => day(dayNumberIn(at, zone)),
    week: (number) => weekFrom(number - weekdayOf(number) + 1),
    isOpen: (at) => {
      const today = dayNumberIn(at, zone)
      // A night shift may reach over a date that the zone left out.
      return [today, today - 1, today - 2].some((number) => holds(day(number), at))
    },
  }
}

/** Remembers answers by number. */
function keeping<T>(most: number, find: (number: number) => T): (number: number) => T {
  const kept = new Map<number, T>()
  return (number) => {
    const known = kept.get(number)
    if (known !== undefined) return known
    if (kept.size >= most) kept.clear()
    const found = find(number)
    kept.set(number, found)
    return found
  }
}

function createLook(
  definition: CalendarDefinition,
  tables: readonly HolidayTable[],
): (number: number) => BookDay {
  const { zone } = definition
  const plan = createDayPlan(definition, tables)
  const closures = readClosures(definition.closures ?? [])
  return (number) => {
    const { date, kind, note, published } = plan(number)
    const planned = openTimes(number, (day) => plan(day).periods, zone)
    const open = withoutClosures(planned, closures)
    return {
      number,
      date,
      ...kindOf({ kind, note }, planned, open),
      open,
      close: open.at(-1)?.end ?? toInstant(number + 1, 0, zone),
      published,
    }
  }
}

function kindOf(
  { kind, note }: { readonly kind: DayKind; readonly note: string | undefined },
  planned: readonly OpenTime[],
  open: readonly OpenTime[],
): Pick<BookDay, 'kind' | 'note'> {
  if (open.length === 0 && planned.length > 0) return { kind: 'closed', note: 'closures of the calendar' }
  if (open.length === 0 && kind === 'weekday') return { kind: 'no-hours' }
  return { kind, ...(note === undefined ? {} : { note }) }
}

function sumWeek(first: number, day: (number: number) => BookDay): BookWeek {
  let openMs = 0
  let workingDays = 0
  let published = true
  for (let number = first; number < first + 7; number += 1) {
    const found = day(number)
    for (const open of found.open) openMs += open.end - open.start
    if (found.open.length > 0) workingDays += 1
    published &&= found.published
  }
  return { first, openMs, workingDays, published }
}

function holds(day: BookDay, at: Instant): boolean {
  return day.open.some((open) => open.start <= at && at < open.end)
}
