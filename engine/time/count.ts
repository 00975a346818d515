import { EngineError } from '../errors/engine-error.js'
import type { DuePoint } from './calendar.js'
import type { BookDay } from './day-book.js'
import type { Instant, TimeTrace } from './instant.js'

/** One calculation under way: whether it ran into a year without published holidays, and what it tells the trace. */
export interface Count {
  /** A day decided something; it makes the result provisional when its year is not published. */
  lookAt(day: BookDay): void
  /** A day that was passed over because nobody works on it. */
  skip(day: BookDay): void
  /** A working day or calendar day that counts. */
  countDay(day: BookDay): void
  /** A stretch of time that counts. */
  countTime(from: Instant, to: Instant, day?: string): void
  /** Something else worth knowing, such as a last day that moved. */
  remark(kind: string, day: string, note: string): void
  result(at: Instant): DuePoint
}

/** No calendar closes longer than this; a search beyond it has met a bug and stops. */
const longestClosure = 2_000

export function createCount(trace: TimeTrace | undefined): Count {
  let provisional = false
  let skippedInARow = 0
  const lookAt = (day: BookDay): void => {
    if (day.published || provisional) return
    provisional = true
    trace?.({
      kind: 'unpublished-year',
      day: day.date,
      note: `holidays of ${day.date.slice(0, 4)} are not published`,
    })
  }
  const mention = (kind: string, day: BookDay): void =>
    trace?.({ kind, day: day.date, ...(day.note === undefined ? {} : { note: day.note }) })
  return {
    lookAt,
    skip: (day) => {
      lookAt(day)
      skippedInARow += 1
      if (skippedInARow > longestClosure) throw noWorkingDay(day)
      mention(day.kind, day)
    },
    countDay: (day) => {
      lookAt(day)
      skippedInARow = 0
      mention(day.kind === 'make-up-day' ? 'counted-make-up-day' : 'counted-day', day)
    },
    countTime: (from, to, day) => {
      skippedInARow = 0
      trace?.({ kind: 'counted', from, to, ...(day === undefined ? {} : { day }) })
    },
    remark: (kind, day, note) => trace?.({ kind, day, note }),
    result: (at) => {
      trace?.({ kind: 'result', to: at })
      return { at, provisional }
    },
  }
}

function noWorkingDay(day: BookDay): EngineError {
  return new EngineError(
    'engine-bug',
    `Expected a working day within ${longestClosure} days of ${day.date}, but there is none. Please report this with the calendar's file.`,
  )
}
