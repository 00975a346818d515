import type { JsonValue } from '../../errors/json.js'
import { parseDuration, type Duration } from '../../time/index.js'
import type { Recurrence, WarningPoint } from '../../time/clock.js'
import { unitMs, unitWords } from '../../time/duration-units.js'
import type { CheckedNotice } from '../checked-process.js'
import { compileDuration, type DurationPlace } from './compile-duration.js'
import type { Compilation } from './compilation.js'

/** Where a time is written, and whether what counts it has a calendar of its own. */
type TimePlace = Pick<DurationPlace, 'path' | 'ownCalendar'>

/** Units that name a day, so that a time of day makes sense beside them. */
const unitsOfDays = ['day', 'working-day', 'week', 'month']

/** One duration, written out or as a parameter. */
export function compileSingle(
  compilation: Compilation,
  text: string | undefined,
  place: TimePlace,
): Duration | undefined {
  if (text === undefined) return undefined
  return compileDuration(compilation, text, { ...place, single: true })?.upper
}

/** `5 working days`, `working day at 09:00` (the amount 1 left out), a parameter, with or without a time of day. */
export function compileRecurrence(
  compilation: Compilation,
  text: string | undefined,
  place: TimePlace,
): Recurrence | undefined {
  if (text === undefined) return undefined
  const onDay = /^(.*?)\s+on\s+/s.exec(text)?.[1]
  if (onDay !== undefined && compileFits(onDay)) {
    reportEvery(compilation, text, place, dayOfMonth)
    return undefined
  }
  const [, length = text, at] = /^(.*?)\s+at\s+(\S+)\s*$/s.exec(text) ?? []
  const every = compileSingle(compilation, withAmount(length.trim()), place)
  if (!every) return undefined
  const fault = faultOf(every, at, length.trim())
  if (!fault) return { every, ...(at !== undefined && { at }) }
  reportEvery(compilation, text, place, fault)
  return undefined
}

/** Whether a text is a repetition as far as it goes. */
function compileFits(text: string): boolean {
  return parseDuration(withAmount(text.trim())).ok
}

interface EveryFault {
  readonly why: string
  readonly hint?: string
  readonly nearest?: string
}

const dayOfMonth: EveryFault = {
  why: 'the day is that on which the count began',
  hint: "Write 'month' or 'month at 09:00'; for a day of its own, such as the 31st, write a schedule.",
}

/** Why something cannot repeat so. */
function faultOf(every: Duration, at: string | undefined, length: string): EveryFault | undefined {
  const { amount, unit } = every
  if (amount === 0 && unit !== 'end-of-day') return { why: 'it never moves on' }
  if (isTooOften(every)) return { why: 'it comes more than once a minute', hint: "Write 'minute' or longer." }
  if (at === undefined) return undefined
  const meant = timeOfDay(at)
  if (meant === undefined) return { why: `'${at}' is no time of day such as 09:00` }
  if (meant !== at) {
    const isWide = /[^ -~]/.test(at)
    const why = `'${at}' is ${isWide ? 'full-width' : 'not'} a time of day as '${meant}' is`
    const nearest = `${length} at ${meant}`
    return { why: isWide ? `'${at}' has full-width characters` : why, nearest, hint: `Write '${nearest}'.` }
  }
  return unitsOfDays.includes(unit) ? undefined : { why: 'only days, weeks and months have a time of day' }
}

/** Nobody is told more than once a minute, and no case does nothing else. */
function isTooOften({ amount, unit }: Duration): boolean {
  const ms = unitMs[unit]
  return ms !== undefined && Math.round(amount * ms) < 60_000
}

/** `09:00` for `09:00`, `9:00`, `9.00` and `09：00`; `undefined` for what is no time of day. */
function timeOfDay(at: string): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(at.normalize('NFKC')) ?? []
  const time = `${hour.padStart(2, '0')}:${minute}`
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : undefined
}

/** `working day` is one of them. */
function withAmount(text: string): string {
  return unitWords.some(({ one }) => one === text) ? `1 ${text}` : text
}

// Four arguments: what was written where, and what is wrong with it.
function reportEvery(
  { log }: Compilation,
  text: string,
  { path }: TimePlace,
  { why, hint = anyRepetition, nearest }: EveryFault,
): void {
  const expected = "a repetition such as '5 working days' or 'working day at 09:00'"
  log.report('wrong-duration', path, `Expected ${expected}, but found '${text}': ${why}.`, {
    expected,
    found: text,
    nearest,
    hint,
  })
}

const anyRepetition =
  "Write a duration, and behind one in days, weeks or months 'at HH:mm' if the time of day matters."

/** `1 month before`, `renewalAhead before`, `2 working days after`. */
export function compileDistance(
  compilation: Compilation,
  text: string | undefined,
  place: TimePlace,
): CheckedNotice['at'] | undefined {
  const [, length, direction] = /^(.*\S)\s+(before|after)\s*$/s.exec(text ?? '') ?? []
  if (text !== undefined && length === undefined) reportBare(compilation, text, place, ['before', 'after'])
  const duration = compileSingle(compilation, length, place)
  return duration && { duration, direction: direction === 'after' ? 'after' : 'before' }
}

/** `2 working hours before`, `4 hours after start`, `75 %`, or a parameter in place of the duration or the number. */
export function compileWarningPoint(
  compilation: Compilation,
  text: string | undefined,
  place: TimePlace,
): WarningPoint | undefined {
  const [, percent] = /^\s*(\S+?)\s*%\s*$/.exec(text ?? '') ?? []
  if (percent !== undefined) return shareOf(compilation, percent, place)
  const [, length, point] = /^(.*\S)\s+(before|after start)\s*$/s.exec(text ?? '') ?? []
  if (text !== undefined && length === undefined)
    reportBare(compilation, text, place, ['before', 'after start'])
  const duration = compileSingle(compilation, length, place)
  return duration && { kind: point === 'before' ? 'before' : 'after-start', duration }
}

/** A duration that does not say from where it is counted, or something else altogether. */
function reportBare(
  { log }: Compilation,
  text: string,
  { path }: TimePlace,
  words: readonly [string, string],
): void {
  const [first, second] = words
  const isWarning = second === 'after start'
  const expected = `a duration followed by '${first}' or '${second}'${isWarning ? ', or a share such as 75 %' : ''}`
  const length = text.trim().replace(/\s+(before|after)(\s+\S+)*$/, '')
  const parsed = parseDuration(length)
  const meant = parsed.ok ? length : (parsed.nearest ?? undefined)
  const nearest = meant === undefined ? undefined : `${meant} ${first}`
  log.report('wrong-duration', path, `Expected ${expected}, but found '${text}'.`, {
    expected,
    found: text,
    nearest,
    hint:
      nearest === undefined
        ? `Write a number, a unit and '${first}', such as '2 working hours ${first}'.`
        : `Write '${nearest}'${isWarning ? ` or '${meant} ${second}'` : ''}.`,
  })
}

function numberOf(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : NaN
}

function shareOf(
  { log, parameters }: Compilation,
  written: string,
  { path }: TimePlace,
): WarningPoint | undefined {
  const parameter = Object.hasOwn(parameters, written) ? parameters[written] : undefined
  // A parameter that is still to be set: no case starts, so that nobody waits for the warning.
  if (parameter && parameter.value === undefined) return undefined
  const share = (parameter ? numberOf(parameter.value) : Number(written)) / 100
  if (share > 0 && share < 1) return { kind: 'share', share }
  const expected = 'a share of the time between 0 % and 100 %'
  log.report('wrong-value', path, `Expected ${expected}, but found '${written} %'.`, {
    expected,
    found: `${written} %`,
    hint: "Write a share such as '75 %', or the name of a number parameter; at 100 % the deadline itself is due.",
  })
  return undefined
}
