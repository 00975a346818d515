import type { Pause } from '../calendar.js'
import { dayMs, weekdayOf } from '../date.js'
import type { BookDay, BookWeek, DayBook } from '../day-book.js'
import { isWorking } from './count-days.js'
import { firstDayOpenAt } from './count-open-time.js'
import type { Instant, TimeTrace, TraceKind } from '../instant.js'
import { pauseAt, withoutPauses } from './pauses.js'
import { ToldLines, type Counted } from './told-lines.js'
import { dateIn } from '../zone.js'

/** What a trace is told about: the count it explains is over, so telling costs nothing where nobody listens. */
export interface Tale {
  readonly book: DayBook
  readonly trace: TimeTrace
  readonly pauses: readonly Pause[]
  readonly closures: readonly Pause[]
  /** When the count begins and ends; what lies outside is not told. */
  readonly from: Instant
  readonly to: Instant
}

/** Tells the lines of one count in the order of time. */
export class Telling {
  readonly #tale: Tale
  readonly #lines: ToldLines
  /** Until when the breaks told so far last. */
  #brokenUntil = -Infinity
  readonly #breaks: { kind: 'paused' | 'closed'; from: Instant; to: Instant }[]
  #isYearTold = false

  constructor(tale: Tale) {
    this.#tale = tale
    this.#lines = new ToldLines(tale.trace)
    const { from, to } = tale
    const touched = (pause: Pause): boolean => pause.from < to && pause.to > from
    this.#breaks = [
      ...tale.pauses.filter(touched).map((pause) => ({ kind: 'paused' as const, ...pause })),
      ...tale.closures.filter(touched).map((closure) => ({ kind: 'closed' as const, ...closure })),
    ].sort((a, b) => a.from - b.from)
  }

  /** Stretches of elapsed time. */
  elapsed(): void {
    const { from, to, pauses } = this.#tale
    for (const part of withoutPauses(from, to, pauses)) this.#counted(part)
    this.#lines.tellRest()
  }

  /** Stretches of open time, and the days between on which nobody works. */
  openTime(): void {
    const { book, from, to, pauses } = this.#tale
    for (let number = firstDayOpenAt(book, from); ; number += 1) {
      const passed = this.#weekInRest(number)
      if (passed) {
        this.#lines.add({ from: to, to: from, ms: passed.openMs })
        number += 6
        continue
      }
      const day = book.day(number)
      this.#reach(day.open[0]?.start ?? day.close)
      if (!isWorking(day)) this.#skipped(day)
      else this.#openDay(day, pauses)
      if (day.close >= to) break
    }
    this.#lines.tellRest()
  }

  /** Working days after `start` up to `last`. */
  workingDays(start: number, last: number): void {
    for (let number = start + 1; number <= last; number += 1) this.#day(this.#tale.book.day(number))
    this.#lines.tellRest()
  }

  /** Days after `start` up to `last` at whose close the clock stands paused. */
  pausedDays(start: number, last: number): void {
    const { book, pauses } = this.#tale
    if (pauses.length === 0) return
    for (let number = start + 1; number <= last; number += 1) {
      const day = book.day(number)
      if (pauseAt(day.close, pauses)) this.#paused(day)
    }
    this.#lines.tellRest()
  }

  /** A last day, and where it moved to. `first` is what the amount reached: the first day, when counted back. */
  lastDay(nominal: BookDay, day: BookDay, name: 'last' | 'first'): void {
    const step = Math.sign(day.number - nominal.number)
    for (let number = nominal.number; number !== day.number; number += step)
      this.#day(this.#tale.book.day(number))
    this.#day(day)
    if (step === 0) return
    const why = isWorking(nominal) ? 'is one at whose close it stands paused' : 'is not a working day'
    this.#lines.tellRest()
    const note = `the ${name} day ${nominal.date} ${why}`
    this.#lines.tellSurely({ kind: 'moved', day: day.date, note })
  }

  /** A due point that moved by the time spent paused. */
  movedPoint(from: Instant, to: Instant): void {
    this.#reach(Math.max(from, to))
    if (from === to) return
    const day = dateIn(to, this.#tale.book.zone)
    this.#lines.tellSurely({ kind: 'moved', day, from, to, note: 'by the time spent paused' })
  }

  /** The due point, that comes last. */
  result(at: Instant): void {
    this.#reach(this.#tale.to)
    this.#lines.tellRest()
    this.#lines.tellSurely({ kind: 'result', to: at })
  }

  /** The week that begins here, where it is only summed up and neither a break nor the end lies in it. */
  #weekInRest(number: number): BookWeek | undefined {
    const { book, to } = this.#tale
    if (!this.#lines.isFull || weekdayOf(number) !== 1) return undefined
    // The local days and nights of the week lie within two days of those in UTC.
    const [start, end] = [(number - 2) * dayMs, (number + 9) * dayMs]
    const next = this.#breaks[0]?.from ?? Infinity
    if (end > to || next < end || this.#brokenUntil > start) return undefined
    const week = book.week(number)
    // Which of its days is the first one not published is told by the days.
    return week.published || this.#isYearTold ? week : undefined
  }

  #openDay(day: BookDay, pauses: readonly Pause[]): void {
    const { from, to } = this.#tale
    let isFirst = true
    for (const open of day.open) {
      for (const part of withoutPauses(Math.max(open.start, from), Math.min(open.end, to), pauses)) {
        if (isFirst) {
          this.#lookAt(day)
          this.#reach(part.from)
          if (day.kind === 'make-up-day' || day.kind === 'date-hours')
            this.#tell(day, day.kind, { note: day.note })
        }
        isFirst = false
        this.#counted(part, day.date)
      }
    }
  }

  #day(day: BookDay): void {
    this.#lookAt(day)
    this.#reach(day.close)
    if (!isWorking(day)) this.#skipped(day)
    else if (pauseAt(day.close, this.#tale.pauses)) this.#paused(day)
    else {
      const isUsual = day.kind !== 'make-up-day' && day.kind !== 'date-hours'
      const counted = { from: day.open[0]?.start ?? day.close, to: day.close, days: 1 }
      this.#tell(day, isUsual ? 'counted-day' : `counted-${day.kind}`, { note: day.note, counted })
    }
  }

  #skipped(day: BookDay): void {
    this.#lookAt(day)
    // A date that its zone left out has no hours, whatever was planned for it.
    const isKnown = day.kind === 'holiday' || day.kind === 'closed'
    this.#tell(day, isKnown ? day.kind : 'no-hours', { note: isKnown ? day.note : undefined })
  }

  #paused(day: BookDay): void {
    this.#reach(day.close)
    this.#tell(day, 'paused-day')
  }

  #counted({ from, to }: Pause, day?: string): void {
    if (to <= from) return
    this.#reach(from)
    const counted = { from, to, ms: to - from }
    this.#lines.tell({ kind: 'counted', from, to, ...(day === undefined ? {} : { day }) }, counted)
  }

  /** Pauses and closures that begin before `at` are told before what comes then. */
  #reach(at: Instant): void {
    while (this.#breaks[0] && this.#breaks[0].from < at) {
      const { kind, from, to } = this.#breaks[0]
      this.#breaks.shift()
      this.#brokenUntil = Math.max(this.#brokenUntil, to)
      this.#lines.tell({ kind, from, to, ...(kind === 'closed' ? { note: 'closures of the calendar' } : {}) })
    }
  }

  #lookAt(day: BookDay): void {
    if (day.published || this.#isYearTold) return
    this.#isYearTold = true
    const note = `holidays of ${day.date.slice(0, 4)} are not published`
    this.#lines.tellSurely({ kind: 'unpublished-year', day: day.date, note })
  }

  #tell(
    day: BookDay,
    kind: TraceKind,
    { note, counted }: { readonly note?: string | undefined; readonly counted?: Counted } = {},
  ): void {
    this.#lines.tell({ kind, day: day.date, ...(note === undefined ? {} : { note }) }, counted)
  }
}
