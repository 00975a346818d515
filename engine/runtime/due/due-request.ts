import { nearestName, type JsonObject, type JsonValue } from '../../errors/index.js'
import { DueRefused, refuse } from './due-problem.js'
import type { PauseText } from './read-pauses.js'

/** A request as it is written, with its calendar still in the form of a file. */
export interface WrittenDue extends DueQuestion {
  readonly calendar: JsonObject
}

/** What is asked of a calendar that is known. */
export interface DueQuestion {
  /** An RFC 3339 instant, or a date: the start of that day in the zone of the calendar. */
  readonly start: string
  /** A duration of the language, or an ISO 8601 duration. */
  readonly within: string
  /** Makes an ISO 8601 duration working time. */
  readonly working?: boolean
  readonly pauses?: readonly PauseText[]
}

const keys = ['calendar', 'start', 'within', 'working', 'pauses']

/** Longer lines are refused: a calendar with all it may have is far shorter. */
export const longestDueLine = 1_000_000
const mostPauses = 10_000

/** How deep objects and lists may nest in a line; a calendar takes four levels below it. */
const deepest = 32

/** Reads one line of JSON, `undefined` for one too long to be kept. Throws `DueRefused` with the first thing that is wrong. */
export function readDueLine(line: string | undefined): WrittenDue {
  if (line === undefined || line.length > longestDueLine) {
    throw new DueRefused({
      code: 'request-too-large',
      message: `Expected at most ${longestDueLine} characters in a line, but found more.`,
    })
  }
  const value = parseLine(line)
  refuseDepth(value)
  const unknown = Object.keys(value).find((key) => !keys.includes(key))
  if (unknown !== undefined) throw unknownKey(unknown)
  const { calendar, start, within, working, pauses } = value
  if (!isObject(calendar)) throw wrongType('calendar', 'a calendar in the form of its file', calendar)
  if (typeof start !== 'string') throw wrongType('start', 'an instant or a date', start)
  if (typeof within !== 'string') throw wrongType('within', 'a duration', within)
  if (working !== undefined && typeof working !== 'boolean')
    throw wrongType('working', 'true or false', working)
  return {
    calendar,
    start,
    within,
    ...(working === undefined ? {} : { working }),
    ...(pauses === undefined ? {} : { pauses: readPauseList(pauses) }),
  }
}

function parseLine(line: string): JsonObject {
  let value: JsonValue
  try {
    value = JSON.parse(line) as JsonValue
  } catch (error) {
    throw new DueRefused({
      code: 'request-malformed',
      message: `Expected one JSON object in the line, but it cannot be read: ${error instanceof Error ? error.message : 'no JSON'}.`,
      hint: 'Write each request in one line of JSON.',
    })
  }
  if (isObject(value)) return value
  throw new DueRefused({
    code: 'wrong-type',
    message: `Expected one JSON object in the line, but found ${nameOf(value)}.`,
    hint: 'Write { "calendar": …, "start": …, "within": … }.',
  })
}

/** Walks without recursion, so that a hostile line cannot overflow the stack. */
function refuseDepth(root: JsonObject): void {
  let level: readonly JsonValue[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest)
      throw new DueRefused({
        code: 'request-too-deep',
        message: `Expected at most ${deepest} levels of nesting, but found more.`,
      })
    level = level.flatMap((value) =>
      value !== null && typeof value === 'object' ? Object.values(value) : [],
    )
  }
}

function readPauseList(value: JsonValue): readonly PauseText[] {
  if (!Array.isArray(value)) throw wrongType('pauses', 'a list of pairs', value)
  if (value.length > mostPauses)
    throw refuse('wrong-value', 'pauses', {
      expected: `at most ${mostPauses} pauses`,
      found: String(value.length),
    })
  return value.map((pause, index) => {
    const [from, to = null] = Array.isArray(pause) ? pause : []
    const isPair = Array.isArray(pause) && pause.length === 2
    if (!isPair || typeof from !== 'string' || (to !== null && typeof to !== 'string'))
      throw refuse('wrong-type', `pauses.${index}`, {
        expected: 'a pair of two instants',
        found: isPair ? 'something else in it' : nameOf(pause),
        hint: 'Write ["2026-09-30T17:00:00+08:00", "2026-10-08T10:00:00+08:00"]; a pause that is not over ends with null.',
      })
    return [from, to]
  })
}

function unknownKey(key: string): DueRefused {
  const nearest = nearestName(key, keys)
  const name = key.slice(0, 80)
  return new DueRefused({
    code: 'unknown-key',
    message: `Expected ${keys.join(', ')}, but found '${name}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`,
    path: name,
    found: name,
    ...(nearest === undefined ? {} : { nearest }),
  })
}

function wrongType(path: string, expected: string, found: JsonValue | undefined): DueRefused {
  const code = found === undefined ? 'missing-key' : 'wrong-type'
  return refuse(code, path, { expected, found: nameOf(found) })
}

function nameOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
