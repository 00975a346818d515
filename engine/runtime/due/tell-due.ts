import type { Calendar, Pause } from '../../time/calendar.js'
import type { ClockRule, ClockRun, ClockSpan } from '../../time/clock.js'
import type { DurationRange } from '../../time/duration.js'
import { formatInstant, parseDuration, parseIsoDuration, type Instant } from '../../time/index.js'
import type { TraceLine } from '../../time/instant.js'
import { tellCount, type CountWords, type TimeLeft } from '../../time/words/index.js'
import { DueRefused, refuse, type DueProblem } from './due-problem.js'
import type { DueQuestion } from './due-request.js'
import { firstYear, isCounted, lastYear, readMoment } from './read-moment.js'
import { readRun } from './read-pauses.js'
import { isoLeft, timeLeft } from './remaining.js'

/** A due point with all that led to it. */
export interface ToldDue {
  readonly calendar: Calendar
  readonly rule: Extract<ClockRule, { kind: 'within' }>
  readonly run: ClockRun
  readonly span: ClockSpan
  readonly trace: readonly TraceLine[]
}

/** Counts in a calendar; a wrong start, duration or pause is a problem. */
export function countDue(
  calendar: Calendar,
  question: DueQuestion,
): { readonly ok: true; readonly due: ToldDue } | { readonly ok: false; readonly problem: DueProblem } {
  try {
    return { ok: true, due: count(calendar, question) }
  } catch (error) {
    if (error instanceof DueRefused) return { ok: false, problem: error.problem }
    throw error
  }
}

/** The same for who catches `DueRefused`. */
export function count(calendar: Calendar, question: DueQuestion): ToldDue {
  const { start, within, working = false, pauses = [] } = question
  const startedAt = readMoment(start, 'start', calendar.zone)
  const rule = { kind: 'within', range: readWithin(within, working) } as const
  const run = readRun(startedAt, pauses, calendar.zone)
  const trace: TraceLine[] = []
  const span = calendar.dueOf(rule, run, (line) => trace.push(line))
  if (isCounted(span.due.at, calendar.zone)) return { calendar, rule, run, span, trace }
  throw refuse('wrong-value', 'within', {
    expected: `a duration that ends in the years ${firstYear} to ${lastYear}`,
    found: `'${within.slice(0, 80)}' from '${start.slice(0, 80)}'`,
    hint: 'Choose an earlier start or a shorter duration.',
  })
}

/** As it is printed: instants with the offset of the calendar's zone. While it is paused there is no `due`. */
export function dueView(told: ToldDue): object {
  const { calendar, run, span, trace } = told
  const time = timeIn(calendar.zone)
  const provisional = span.due.provisional || span.lower?.provisional === true
  const { pausedSince } = run
  return {
    ...(pausedSince === undefined
      ? { due: time(span.due.at), ...(span.lower ? { warn: time(span.lower.at) } : {}) }
      : {
          paused: {
            since: time(pausedSince),
            remaining: isoLeft(leftOf(told, pausedSince)),
            dueIfResumed: time(span.due.at),
          },
        }),
    ...(provisional ? { provisional } : {}),
    trace: withOpenPause(trace, pausedSince).map((line) => traceView(line, time)),
  }
}

/** A pause that is not over, before the result: what is counted after its beginning is counted as if it went on at once. */
function withOpenPause(trace: readonly TraceLine[], since: Instant | undefined): readonly TraceLine[] {
  if (since === undefined) return trace
  const result = trace.findIndex(({ kind }) => kind === 'result')
  const place = result < 0 ? trace.length : result
  return trace.toSpliced(place, 0, { kind: 'paused', from: since })
}

/** The same in words. */
export function dueWords(told: ToldDue): CountWords {
  const { calendar, rule, run, span, trace } = told
  const open = run.pausedSince === undefined ? [] : [{ from: run.pausedSince }]
  const pauses: readonly (Pause | { from: number })[] = [...run.pauses, ...open]
  const left = run.pausedSince === undefined ? {} : { left: leftOf(told, run.pausedSince) }
  return tellCount({ calendar, rule, startedAt: run.startedAt, pauses, span, trace, ...left })
}

function leftOf({ calendar, rule, run, span }: ToldDue, pausedSince: Instant): TimeLeft {
  return timeLeft(calendar, { ...run, pausedSince }, { due: span.due.at, unit: rule.range.upper.unit })
}

/** A line of a trace with its instants as text. */
export function traceView(line: TraceLine, time: (at: number) => string): object {
  const { kind, from, to, day, note, countedMs, countedDays } = line
  return {
    kind,
    ...(from === undefined ? {} : { from: time(from) }),
    ...(to === undefined ? {} : { to: time(to) }),
    ...(day === undefined ? {} : { day }),
    ...(note === undefined ? {} : { note }),
    ...(countedMs === undefined ? {} : { countedMs }),
    ...(countedDays === undefined ? {} : { countedDays }),
  }
}

export function timeIn(zone: string): (at: number) => string {
  return (at) => formatInstant(at, zone)
}

function readWithin(text: string, working: boolean): DurationRange {
  const parsed = /^\s*[-+]?P/i.test(text) ? parseIsoDuration(text, { working }) : parseDuration(text)
  if (parsed.ok) return parsed.range
  const { message, expected, found, nearest, hint } = parsed
  throw new DueRefused({
    code: 'wrong-duration',
    message: hint === undefined ? message : `${message} ${hint}`,
    path: 'within',
    expected,
    found,
    ...(nearest === undefined ? {} : { nearest }),
    ...(hint === undefined ? {} : { hint }),
  })
}
