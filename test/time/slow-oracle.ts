/**
 * A second opinion on working time that shares no code with the engine: it asks the zone database of the runtime
 * through `Intl`, walks minute by minute, and looks at one day after the other. Slow on purpose; all its times are
 * whole minutes.
 */

export interface OracleCalendar {
  readonly zone: string
  readonly dayCounting: 'close-of-business' | 'same-time'
  /** Periods by weekday, 0 is Sunday, as in `Date`. */
  readonly week: readonly (readonly (readonly [opens: string, closes: string])[])[]
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
  readonly dateHours: ReadonlyMap<string, readonly (readonly [opens: string, closes: string])[]>
  readonly closures: readonly Stretch[]
}

/** From, included, to, excluded, in milliseconds. */
export type Stretch = readonly [from: number, to: number]

const minute = 60_000
const day = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Milliseconds that the clocks of a zone are ahead of UTC. They change on a quarter of an hour at the earliest. */
function offset(at: number, zone: string): number {
  const quarter = Math.floor(at / (15 * minute))
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  let format = formats.get(zone)
  if (!format) {
    const numbers = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const
    format = new Intl.DateTimeFormat('en-US', { ...numbers, hourCycle: 'h23', timeZone: zone })
    formats.set(zone, format)
  }
  const parts = new Map<string, number>(
    format.formatToParts(quarter * 15 * minute).map(({ type, value }) => [type, Number(value)]),
  )
  const read = (type: string): number => parts.get(type) ?? Number.NaN
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'))
  const found = shown - quarter * 15 * minute
  if (offsets.size > 400_000) offsets.clear()
  offsets.set(key, found)
  return found
}

/** What the clock on the wall shows, as if it were UTC. */
function wall(at: number, zone: string): number {
  return at + offset(at, zone)
}

export function dateAt(at: number, zone: string): string {
  return new Date(wall(at, zone)).toISOString().slice(0, 10)
}

/**
 * The first minute at which the wall shows `shown`; where the clock skips it, as much later as the clock skipped:
 * found by walking, minute by minute, to the last minute before it.
 */
function minuteOf(shown: number, zone: string): number {
  let before: number | undefined
  for (let at = shown - 15 * 60 * minute; at <= shown + 15 * 60 * minute; at += minute) {
    const now = wall(at, zone)
    if (now === shown) return at
    if (now < shown) before = at
  }
  if (before === undefined) throw new Error(`no clock in ${zone} ever shows ${new Date(shown).toISOString()}`)
  return before + (shown - wall(before, zone))
}

const minutes = new Map<string, number>()

function instantOf(date: string, clock: string, zone: string): number {
  const [hours = '0', mins = '0'] = clock.split(':')
  const shown = Date.parse(`${date}T00:00:00Z`) + Number(hours) * 60 * minute + Number(mins) * minute
  const key = `${zone} ${shown}`
  const known = minutes.get(key)
  if (known !== undefined) return known
  const found = minuteOf(shown, zone)
  minutes.set(key, found)
  return found
}

export function startOfDate(date: string, zone: string): number {
  return instantOf(date, '00:00', zone)
}

export function nextDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** The same day of the month, or the last one of a shorter month: found by stepping back from where it would be. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  for (let wanted = dayOfMonth; ; wanted -= 1) {
    const found = new Date(Date.UTC(year, month - 1 + months, wanted))
    if (found.getUTCDate() === wanted) return found.toISOString().slice(0, 10)
  }
}

/** A local date as the calendar sees it. */
interface OracleDay {
  readonly open: readonly Stretch[]
  readonly close: number
}

export class SlowOracle {
  readonly #calendar: OracleCalendar
  readonly #days = new Map<string, OracleDay>()
  readonly #open = new Map<number, boolean>()

  constructor(calendar: OracleCalendar) {
    this.#calendar = calendar
  }

  day(date: string): OracleDay {
    const known = this.#days.get(date)
    if (known) return known
    const { zone } = this.#calendar
    const exists = dateAt(startOfDate(date, zone), zone) === date
    const open: Stretch[] = []
    for (const [opens, closes] of exists ? this.#periods(date) : []) {
      const overnight = closes <= opens
      const from = Math.max(instantOf(date, opens, zone), open.at(-1)?.[1] ?? -Infinity)
      const to =
        closes === '24:00' || !overnight
          ? instantOf(date, closes, zone)
          : instantOf(nextDate(date, 1), closes, zone)
      open.push(...this.#withoutClosures([from, to]))
    }
    const close = open.at(-1)?.[1] ?? startOfDate(nextDate(date, 1), zone)
    const found = { open, close }
    this.#days.set(date, found)
    return found
  }

  isWorking(date: string): boolean {
    return this.day(date).open.length > 0
  }

  /** Whether the minute that begins at `at` is open. Doors open and close on a quarter of an hour in these calendars. */
  isOpen(at: number): boolean {
    const quarter = Math.floor(at / (15 * minute))
    const known = this.#open.get(quarter)
    if (known !== undefined) return known
    const found = this.#look(quarter * 15 * minute)
    this.#open.set(quarter, found)
    return found
  }

  #look(at: number): boolean {
    const date = dateAt(at, this.#calendar.zone)
    return [nextDate(date, -1), date].some((one) =>
      this.day(one).open.some(([from, to]) => from <= at && at < to),
    )
  }

  /** Minute after minute, until as many open ones (or any, with `plain`) that are not paused have passed. */
  addMinutes(start: number, amount: number, pauses: readonly Stretch[], plain: boolean): number {
    const counts = (at: number): boolean => (plain || this.isOpen(at)) && !isPaused(at, pauses)
    if (amount === 0 && plain) {
      let at = start
      while (isPaused(at, pauses)) at += minute
      return at
    }
    let left = amount
    for (let at = start; ; at += minute) {
      if (!counts(at)) continue
      if (left === 0) return at
      left -= 1
      if (left === 0) return at + minute
    }
  }

  /** Open minutes (or all, with `plain`) between two instants that are not paused. */
  minutesBetween(from: number, to: number, pauses: readonly Stretch[], plain: boolean): number {
    let count = 0
    for (let at = from; at < to; at += minute)
      if ((plain || this.isOpen(at)) && !isPaused(at, pauses)) count += 1
    return count
  }

  /** Days that end at close of business; a day at whose close the clock stands paused is not counted. */
  addDaysToClose(start: number, amount: number, working: boolean, pauses: readonly Stretch[]): number {
    const first = this.#businessDate(start)
    const counts = (date: string): boolean =>
      (!working || this.isWorking(date)) && !isPaused(this.day(date).close, pauses)
    let date = first
    for (let left = amount; left > 0;) {
      date = nextDate(date, 1)
      if (counts(date)) left -= 1
    }
    // Zero days end at the first close of business after the start; other last days move to a working day.
    while (!this.isWorking(date) || this.day(date).close <= start || isPaused(this.day(date).close, pauses))
      date = nextDate(date, 1)
    return this.day(date).close
  }

  /** Months that end at close of business: by the calendar, then one day more for each that is passed while paused. */
  addMonthsToClose(start: number, months: number, pauses: readonly Stretch[]): number {
    const first = this.#businessDate(start)
    const paused = (date: string): boolean => isPaused(this.day(date).close, pauses)
    let last = months === 0 ? first : monthsLater(first, months)
    if (months > 0)
      for (let date = nextDate(first, 1); date <= last; date = nextDate(date, 1))
        if (paused(date)) last = nextDate(last, 1)
    while (!this.isWorking(last) || this.day(last).close <= start || paused(last)) last = nextDate(last, 1)
    return this.day(last).close
  }

  /** The same local time so many months later; then later by the time spent paused before it is due. */
  addMonthsSameTime(start: number, months: number, pauses: readonly Stretch[]): number {
    const date = dateAt(start, this.#calendar.zone)
    return this.#laterByPauses(start, this.#sameTime(start, monthsLater(date, months)), false, pauses)
  }

  /** The same local time some days later; then later by the own time spent paused before it is due. */
  addDaysSameTime(start: number, amount: number, working: boolean, pauses: readonly Stretch[]): number {
    const { zone } = this.#calendar
    const from = dateAt(start, zone)
    let date = from
    if (!working) date = nextDate(from, amount)
    else if (amount === 0) while (!this.isWorking(date)) date = nextDate(date, 1)
    else
      for (let left = amount; left > 0;) {
        date = nextDate(date, 1)
        if (this.isWorking(date)) left -= 1
      }
    return this.#laterByPauses(start, this.#sameTime(start, date), working, pauses)
  }

  #sameTime(start: number, date: string): number {
    const { zone } = this.#calendar
    const clock = new Date(wall(start, zone)).toISOString().slice(11, 16)
    return date === dateAt(start, zone) ? start : instantOf(date, clock, zone)
  }

  #laterByPauses(start: number, reached: number, working: boolean, pauses: readonly Stretch[]): number {
    let due = reached
    for (const [pausedFrom, pausedTo] of pauses) {
      if (pausedFrom >= due || pausedTo <= start) continue
      const lost = this.minutesBetween(Math.max(pausedFrom, start), pausedTo, [], !working)
      if (lost > 0) due = this.addMinutes(due, lost, [], !working)
    }
    return due
  }

  #periods(date: string): readonly (readonly [string, string])[] {
    const { week, holidays, workdays, dateHours } = this.#calendar
    const own = dateHours.get(date)
    if (own) return own
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
    if (workdays.has(date)) {
      for (let back = 0; back < 7; back += 1) {
        const periods = week[(weekday - back + 7) % 7] ?? []
        if (periods.length > 0) return periods
      }
      return []
    }
    return holidays.has(date) ? [] : (week[weekday] ?? [])
  }

  /** What is left of an open time, found minute by minute. */
  #withoutClosures([from, to]: Stretch): readonly Stretch[] {
    const left: Stretch[] = []
    let begun: number | undefined
    for (let at = from; at <= to; at += minute) {
      const open = at < to && !isPaused(at, this.#calendar.closures)
      if (open) begun ??= at
      else if (begun !== undefined) {
        left.push([begun, at])
        begun = undefined
      }
    }
    return left
  }

  /** A night shift belongs to the day on which it began. */
  #businessDate(at: number): string {
    const date = dateAt(at, this.#calendar.zone)
    const yesterday = nextDate(date, -1)
    return this.day(yesterday).open.some(([from, to]) => from <= at && at < to) ? yesterday : date
  }
}

function isPaused(at: number, pauses: readonly Stretch[]): boolean {
  return pauses.some(([from, to]) => from <= at && at < to)
}
