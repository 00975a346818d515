import { parseDuration, type DurationRange } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import type { Compilation } from './compilation.js'
import { textAt } from './json-access.js'
import { reportDuration } from './report-duration.js'

/**
 * Stands in for a parameter that has no value yet. A process with an unset parameter is checked but never started,
 * so nobody waits for it; it must not be short, in case something ever did.
 */
const unset: DurationRange = { upper: { amount: 100, unit: 'year' } }

/** Where a duration is written. */
export interface DurationPlace {
  readonly path: ValuePath
  /** It is a key of a map, not a value. */
  readonly key?: boolean
  /** One duration is meant: the lower end of a range would be lost without a word. */
  readonly single?: boolean
  /** What counts it names a calendar of its own, so the process need not. */
  readonly ownCalendar?: boolean
}

type DurationSurroundings = Pick<Compilation, 'log' | 'parameters' | 'faultyParameters' | 'resolved'>

/**
 * Compiles `7 working days` or the name of a duration parameter. Reports a wrong duration, an unknown parameter
 * (a single word is taken for one), one of another type, working time without a calendar, and a range where only one
 * duration makes sense.
 */
export function compileDuration(
  compilation: DurationSurroundings,
  text: string,
  place: DurationPlace,
): DurationRange | undefined {
  const range = durationOf(compilation, text, place)
  if (!place.single || range?.lower === undefined) return range
  compilation.log.report(
    'wrong-duration',
    place.path,
    `Expected one duration, but '${text.trim()}' is a range. Only the time of a deadline has a lower and an upper end.`,
    {
      expected: 'one duration',
      found: text.trim(),
      hint: 'Write one of its two ends.',
      ...keyOf(place),
    },
  )
  return undefined
}

function durationOf(
  compilation: DurationSurroundings,
  text: string,
  place: DurationPlace,
): DurationRange | undefined {
  const name = text.trim()
  if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return parameterDuration(compilation, name, place)
  const parsed = parseDuration(text)
  if (parsed.ok) return withCalendar(compilation, parsed.range, place)
  reportDuration(compilation.log, parsed, place.path, keyOf(place))
  return undefined
}

function parameterDuration(
  compilation: DurationSurroundings,
  name: string,
  place: DurationPlace,
): DurationRange | undefined {
  const { log, parameters } = compilation
  const parameter = parameters[name]
  if (!parameter) {
    const known = Object.keys(parameters).filter((each) => parameters[each]?.type === 'duration')
    const what = 'a duration or the name of a duration parameter'
    log.reportUnknown('unknown-parameter', place.path, { what, name, known, ...keyOf(place) })
    return undefined
  }
  if (parameter.type !== 'duration') {
    const message = `Expected a parameter of type duration, but '${name}' is of type ${parameter.type}.`
    log.report('wrong-type', place.path, message, {
      expected: 'duration',
      found: parameter.type,
      ...keyOf(place),
    })
    return undefined
  }
  if (typeof parameter.value !== 'string') return unsetDuration(compilation, name, place)
  const parsed = parseDuration(parameter.value)
  // A value that is no duration was reported where it is written.
  return parsed.ok ? withCalendar(compilation, parsed.range, place) : unset
}

function unsetDuration(compilation: DurationSurroundings, name: string, place: DurationPlace): DurationRange {
  if (compilation.parameters[name]?.required === true || compilation.faultyParameters.has(name)) return unset
  const message = `Expected '${name}' to have a value, since time is counted by it, but it has no default and is not required.`
  compilation.log.report('parameter-without-value', place.path, message, {
    found: name,
    hint: `Give '${name}' a default, or mark it 'required: true' so that a profile must set it.`,
    ...keyOf(place),
  })
  return unset
}

function withCalendar(
  compilation: DurationSurroundings,
  range: DurationRange,
  place: DurationPlace,
): DurationRange {
  const { unit } = range.upper
  const needed = unit.startsWith('working-') || unit === 'end-of-day'
  if (needed && place.ownCalendar !== true && textAt(compilation.resolved, 'calendar') === undefined)
    compilation.log.report(
      'missing-key',
      place.path,
      "Expected the process to name a 'calendar', since this duration counts working time, but it names none.",
      { expected: 'calendar', hint: "Write 'calendar: …' at the top of the process.", ...keyOf(place) },
    )
  return range
}

function keyOf(place: DurationPlace): { key?: boolean } {
  return place.key === true ? { key: true } : {}
}
