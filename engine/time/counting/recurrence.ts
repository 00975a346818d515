import type { DuePoint } from '../calendar.js'
import { checkAmount, checkInstant, wrongUse } from '../check-amount.js'
import type { Recurrence, RecurrenceAnchor } from '../clock.js'
import { addCalendarDays, nextWorkingDay, walkWorkingDays, type DayCount } from './count-days.js'
import { Count } from './count.js'
import { dayMs } from '../date.js'
import { wordsOf } from '../duration-units.js'
import type { Duration } from '../duration.js'
import { move, type Counting } from './move.js'
import type { Instant } from '../instant.js'
import { readPeriod } from '../periods.js'
import { dayNumberIn, toInstant } from '../zone.js'

/**
 * The first occurrence that lies after `after`. Without a time of day, `every` from `after` on. With one: for
 * `day at …` and `working day at …` the next such time, today if it is still ahead; for more of them, and for weeks,
 * months and years, that many from the local date of `after` on, which does not count. A time of day the clock skips
 * moves forward by the gap. With an anchor, days, weeks, months and years are counted from it: the n-th occurrence lies
 * n times `every` after it. Throws an `EngineError` for an `every` that does not get on, and for a time of day beside
 * a unit that is no whole day.
 */
export function nextOccurrence(
  counting: Counting,
  recurrence: Recurrence,
  after: Instant,
  anchor?: RecurrenceAnchor,
): DuePoint {
  checkInstant(after)
  checkAmount(recurrence.every)
  const { every, at } = recurrence
  if (at !== undefined) return nextAt(counting, { every, at }, after, anchor?.from)
  const next = anchor && nextFrom(counting, every, after, anchor)
  if (next) return next
  const options = anchor?.pauses ? { pauses: anchor.pauses } : {}
  const found = move(counting, { at: after, duration: every, direction: 1 }, options)
  if (found.at > after) return found
  throw wrongUse(
    `Expected something that comes again later, but found every ${every.amount} '${every.unit}'.`,
  )
}

/** Days one of a unit may have at most; units that are not counted from the anchor are left out. */
const longest: { readonly [unit in Duration['unit']]?: number } = { day: 1, week: 7, month: 31, year: 366 }

/** The first multiple of `every` from the anchor on that lies later; `undefined` where the unit has no multiples. */
function nextFrom(
  counting: Counting,
  every: Duration,
  after: Instant,
  { from, pauses = [] }: RecurrenceAnchor,
): DuePoint | undefined {
  const times = (count: number) => ({ amount: every.amount * count, unit: every.unit })
  const isLater = (count: number): boolean =>
    move(counting, { at: from, duration: times(count), direction: 1 }).at > after
  const count = firstCount(every, after - from, isLater)
  if (count === undefined) return undefined
  return move(counting, { at: from, duration: times(count), direction: 1 }, { pauses })
}

/**
 * The smallest number of times for which `isLater` holds; it holds for all larger ones. `undefined` where the unit has
 * no multiples, or the multiple would be longer than any duration.
 */
function firstCount(
  every: Duration,
  passedMs: number,
  isLater: (count: number) => boolean,
): number | undefined {
  const days = longest[every.unit]
  if (days === undefined || every.amount === 0) return undefined
  const most = Math.floor((wordsOf(every)?.most ?? 0) / every.amount)
  // With the longest months so many have passed at least; from there on, each step doubles.
  let low = 0
  let high = Math.max(1, Math.floor(passedMs / (days * every.amount * dayMs)))
  while (high <= most && !isLater(high)) {
    low = high
    high = high * 2
  }
  if (high > most) {
    if (most <= low || !isLater(most)) return undefined
    high = most
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isLater(middle)) high = middle
    else low = middle
  }
  return high
}

const units: ReadonlySet<string> = new Set(['day', 'working-day', 'week', 'month', 'year'])

function nextAt(
  { book }: Counting,
  { every, at }: Required<Recurrence>,
  after: Instant,
  from: Instant | undefined,
): DuePoint {
  const minutes = readPeriod([at, '24:00'])?.start
  if (minutes === undefined) throw wrongUse(`Expected a time of day such as 09:00, but found '${at}'.`)
  if (!units.has(every.unit) || every.amount === 0) {
    throw wrongUse(
      `Expected days, weeks or months beside a time of day, but found ${every.amount} '${every.unit}'.`,
    )
  }
  const timeOn = (day: number): Instant => toInstant(day, minutes * 60_000, book.zone)
  const first = from === undefined ? undefined : dayNumberIn(from, book.zone)
  const dayOf = (count: number): number =>
    addCalendarDays(first ?? 0, { ...every, amount: every.amount * count }, 1)
  const times =
    from === undefined || isSingleDay(every)
      ? undefined
      : firstCount(every, after - from, (count) => timeOn(dayOf(count)) > after)
  if (times !== undefined) return { at: timeOn(dayOf(times)), provisional: false }
  const count = new Count()
  const way = { book, count, pauses: [] }
  for (let today = dayNumberIn(after, book.zone); ; today += 1) {
    const found = timeOn(dayAfter(way, today, every))
    // Once more from the next day where today's time is over, or the clock skipped the whole day.
    if (found > after) return { at: found, provisional: count.provisional }
  }
}

function isSingleDay({ amount, unit }: Duration): boolean {
  return amount === 1 && unit === 'day'
}

function dayAfter(way: DayCount, today: number, every: Duration): number {
  if (every.unit === 'working-day') {
    const isSingle = every.amount === 1
    return (isSingle ? nextWorkingDay(way, today, -Infinity) : walkWorkingDays(way, today, every.amount))
      .number
  }
  return isSingleDay(every) ? today : addCalendarDays(today, every, 1)
}
