import { EngineError, type JsonObject, type Problem } from '../../errors/index.js'
import { readCalendar } from '../../definition/index.js'
import type { Calendar } from '../../time/calendar.js'
import { DueRefused, type DueProblem } from './due-problem.js'
import { readDueLine } from './due-request.js'
import { count, dueView } from './tell-due.js'

/** Calendars kept compiled. The one that was used longest ago goes first. */
const calendarsKept = 256

/**
 * Answers lines of JSON, each a request with its own calendar, with a line of JSON each: `due` and its trace, or a
 * `problem`. `undefined` stands for a line that was too long to be kept. Never throws; equal calendars are compiled once.
 */
export function createDueAnswers(): (line: string | undefined) => {
  readonly answer: object
  readonly ok: boolean
} {
  const kept = new Map<string, Calendar | DueRefused>()
  const calendarOf = (json: JsonObject): Calendar => {
    const key = JSON.stringify(json)
    const known = kept.get(key)
    kept.delete(key)
    const calendar = known ?? compile(json)
    kept.set(key, calendar)
    if (kept.size > calendarsKept) kept.delete(kept.keys().next().value ?? '')
    if (calendar instanceof DueRefused) throw calendar
    return calendar
  }
  return (line) => {
    try {
      const request = readDueLine(line)
      return { ok: true, answer: dueView(count(calendarOf(request.calendar), request)) }
    } catch (error) {
      return { ok: false, answer: problemView(error) }
    }
  }
}

/** Problems of one line that are told; an answer must not be much longer than its question. */
const mostProblems = 20

/** Longest text of a problem, in characters: names and values of the request are told in it. */
const longestText = 300

function brief(problem: DueProblem): DueProblem {
  const texts = Object.entries<string>({ ...problem }).map(
    ([key, text]) => [key, text.length > longestText ? `${text.slice(0, longestText)}…` : text] as const,
  )
  return { ...problem, ...Object.fromEntries(texts) }
}

function problemView(error: unknown): object {
  if (error instanceof DueRefused) {
    const problems = error.problems.slice(0, mostProblems).map(brief)
    const more = error.problems.length - problems.length
    return {
      problem: problems[0],
      ...(problems.length > 1 ? { problems } : {}),
      ...(more > 0 ? { moreProblems: more } : {}),
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof EngineError ? error.code : 'engine-bug'
  return { problem: { code, message } }
}

/** Checks and compiles a calendar in the form of a file. */
function compile(json: JsonObject): Calendar | DueRefused {
  const read = readCalendar(json)
  if (read.ok) return read.calendar
  const [first, ...more] = read.problems.map(asProblem)
  if (!first) throw new EngineError('engine-bug', 'Expected a problem of a calendar that does not compile.')
  return new DueRefused(first, more)
}

/** A problem of a calendar, whose place is a path within the request. */
function asProblem({ code, message, place, expected, found, nearest, hint }: Problem): DueProblem {
  const path = place?.path
  return {
    code,
    message,
    path: path === undefined || path === '' ? 'calendar' : `calendar.${path}`,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...(nearest === undefined ? {} : { nearest }),
    ...(hint === undefined ? {} : { hint }),
  }
}
