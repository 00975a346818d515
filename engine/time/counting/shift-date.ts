import type { CountOptions, DuePoint } from '../calendar.js'
import { checkAmount, dayNumberOf } from '../check-amount.js'
import {
  addCalendarDays,
  isWorking,
  nextWorkingDay,
  previousWorkingDay,
  walkWorkingDays,
} from './count-days.js'
import { Count } from './count.js'
import type { BookDay } from '../day-book.js'
import type { Duration } from '../duration.js'
import { unitMs } from '../duration-units.js'
import { move, type Counting } from './move.js'
import { Telling } from './telling.js'
import { toInstant } from '../zone.js'

/**
 * A duration before (-1) or after (1) a date. Months and years by the calendar, the last day of a month that is too
 * short. The result is the close of business of the day reached; where days end at close of business, a day that is
 * not a working day moves away from the date. Of working days the date itself is not counted. Hours count from the
 * first instant of the date. A date is where it is: pauses do not move it. Throws an `EngineError` for what is no
 * date or no duration.
 */
export function shiftDate(
  counting: Counting,
  step: { readonly date: string; readonly duration: Duration; readonly direction: 1 | -1 },
  options: Pick<CountOptions, 'trace'> = {},
): DuePoint {
  const { date, duration, direction } = step
  const start = dayNumberOf(date)
  checkAmount(duration)
  if (unitMs[duration.unit] !== undefined) {
    const at = toInstant(start, 0, counting.book.zone)
    return move(counting, { at, duration, direction }, options.trace ? { trace: options.trace } : {})
  }
  const count = new Count()
  const { nominal, day } = reach(counting, { start, duration, direction }, count)
  if (options.trace) tell(counting, { ...options, trace: options.trace }, { start, nominal, day, direction })
  return { at: day.close, provisional: count.provisional }
}

interface Reached {
  /** The day the amount reaches; absent where only working days are counted. */
  readonly nominal: BookDay | undefined
  readonly day: BookDay
}

function reach(
  { book, dayCounting }: Counting,
  step: { readonly start: number; readonly duration: Duration; readonly direction: 1 | -1 },
  count: Count,
): Reached {
  const { start, duration, direction } = step
  const way = { book, count, pauses: [] }
  if (duration.unit === 'working-day' && duration.amount > 0) {
    return { nominal: undefined, day: walkWorkingDays(way, start, duration.amount * direction) }
  }
  const nominal = book.day(addCalendarDays(start, duration, direction))
  const isFinal = dayCounting === 'same-time' && duration.unit !== 'working-day'
  if (isFinal || isWorking(nominal)) {
    count.lookAt(nominal)
    return { nominal, day: nominal }
  }
  const search = direction === 1 ? nextWorkingDay : previousWorkingDay
  return { nominal, day: search(way, nominal.number, direction * -Infinity) }
}

function tell(
  { book }: Counting,
  { trace }: Required<Pick<CountOptions, 'trace'>>,
  { start, nominal, day, direction }: Reached & { readonly start: number; readonly direction: 1 | -1 },
): void {
  const telling = new Telling({ book, trace, pauses: [], closures: [], from: day.close, to: day.close })
  if (nominal) telling.lastDay(nominal, day, direction === 1 ? 'last' : 'first')
  else if (direction === 1) telling.workingDays(start, day.number)
  else telling.workingDays(day.number - 1, start - 1)
  telling.result(day.close)
}
