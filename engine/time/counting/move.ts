import type { CalendarDefinition, CountOptions, DuePoint, Pause } from '../calendar.js'
import { Count } from './count.js'
import { addDaysToClose, shiftDays, subtractDaysToClose, type DaysCounted } from './count-days.js'
import type { DayBook } from '../day-book.js'
import { checkAmount, checkInstant } from '../check-amount.js'
import { unitMs } from '../duration-units.js'
import type { Duration } from '../duration.js'
import type { Instant } from '../instant.js'
import {
  addOutsidePauses,
  isWorkingUnit,
  moveEarlier,
  moveLater,
  ownTimeOf,
  subtractOutsidePauses,
} from './own-time.js'
import { readPauses } from './pauses.js'
import { Telling } from './telling.js'
import { dayNumberIn } from '../zone.js'

/** What all counting of one calendar needs. */
export interface Counting {
  readonly book: DayBook
  readonly dayCounting: CalendarDefinition['dayCounting']
  /** Closures of the calendar in order; they are told, the book already knows them. */
  readonly closures: readonly Pause[]
}

/** A count under way: `direction` 1 adds, -1 subtracts. */
interface Move {
  readonly at: Instant
  readonly duration: Duration
  readonly direction: 1 | -1
  readonly pauses: readonly Pause[]
  readonly trace: CountOptions['trace']
}

/**
 * The instant at which the duration has passed since `at`, pauses left out; with `direction` -1 the latest instant
 * from which it fits before `at`. Throws an `EngineError` for what is no instant, no duration or no pause.
 */
export function move(
  counting: Counting,
  step: { readonly at: Instant; readonly duration: Duration; readonly direction: 1 | -1 },
  options: CountOptions = {},
): DuePoint {
  checkInstant(step.at)
  checkAmount(step.duration)
  const { unit } = step.duration
  const full: Move = { ...step, pauses: readPauses(options.pauses), trace: options.trace }
  if (unitMs[unit] !== undefined) return moveByTime(counting, full, unitMs[unit])
  if (unit === 'end-of-day' || counting.dayCounting === 'close-of-business')
    return moveToClose(counting, full)
  return moveToSameTime(counting, full)
}

function moveByTime(counting: Counting, step: Move, unit: number): DuePoint {
  const { at, duration, direction, pauses, trace } = step
  const count = new Count()
  const own = ownTimeOf(duration.unit, counting.book, count)
  const ms = Math.round(duration.amount * unit)
  const found = (direction === 1 ? addOutsidePauses : subtractOutsidePauses)(own, at, ms, pauses)
  if (trace) {
    const isWorking = isWorkingUnit(duration.unit)
    const ends = { from: Math.min(at, found), to: Math.max(at, found) }
    const closures = isWorking ? counting.closures : []
    const telling = new Telling({ book: counting.book, trace, pauses, closures, ...ends })
    if (isWorking) telling.openTime()
    else telling.elapsed()
    telling.result(found)
  }
  return { at: found, provisional: count.provisional }
}

function moveToClose({ book }: Counting, step: Move): DuePoint {
  const { at, duration, direction, pauses } = step
  const count = new Count()
  const way = { book, count, pauses }
  const counted = (direction === 1 ? addDaysToClose : subtractDaysToClose)(way, at, duration)
  tellDays(book, step, counted)
  return { at: counted.day.close, provisional: count.provisional }
}

function tellDays(book: DayBook, step: Move, { start, nominal, day }: DaysCounted): void {
  const { at, direction, pauses, trace } = step
  if (!trace) return
  const ends = { from: Math.min(at, day.close), to: Math.max(at, day.close) }
  const telling = new Telling({ book, trace, pauses, closures: [], ...ends })
  if (nominal) {
    const [first, last] = direction === 1 ? [start, nominal.number - 1] : [nominal.number, start]
    telling.pausedDays(first, last)
    telling.lastDay(nominal, day, direction === 1 ? 'last' : 'first')
  } else if (step.duration.amount === 0) {
    // It begins on its own day, which is left out once it has closed.
    const isOver = direction === 1 && book.day(start).open.length > 0 && book.day(start).close <= at
    telling.workingDays(isOver ? start : Math.min(start, day.number) - 1, day.number)
  } else telling.workingDays(Math.min(start, day.number), Math.max(start, day.number))
  telling.result(day.close)
}

function moveToSameTime({ book }: Counting, step: Move): DuePoint {
  const { at, duration, direction, pauses, trace } = step
  const count = new Count()
  const nominal = shiftDays({ book, count, pauses: [] }, at, duration, direction)
  const own = ownTimeOf(duration.unit, book, count)
  const found = direction === 1 ? moveLater(own, at, nominal, pauses) : moveEarlier(own, nominal, at, pauses)
  if (trace) {
    const ends = { from: Math.min(at, found), to: Math.max(at, found) }
    const tale = { book, trace, closures: [], ...ends }
    if (duration.unit === 'working-day') tellSameTimeDays(tale, at, nominal)
    const telling = new Telling({ ...tale, pauses })
    telling.movedPoint(nominal, found)
    telling.result(found)
  }
  return { at: found, provisional: count.provisional }
}

function tellSameTimeDays(
  tale: Omit<ConstructorParameters<typeof Telling>[0], 'pauses'>,
  at: Instant,
  nominal: Instant,
): void {
  const [first, last] = [Math.min(at, nominal), Math.max(at, nominal)].map((end) =>
    dayNumberIn(end, tale.book.zone),
  )
  if (first !== undefined && last !== undefined) new Telling({ ...tale, pauses: [] }).workingDays(first, last)
}
