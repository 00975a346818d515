import type { JsonObject } from '../../errors/json.js'
import { formatDuration, parseDuration, type DurationRange } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import { member, textAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'
import { reportDuration } from './report-duration.js'
import { shownValue } from './value-fault.js'

/**
 * The bound of a parameter: `max` of a duration is a duration without a range, of anything else a number. One that is
 * not is reported and counts for nothing. Gives the definition with a numeric bound only, and the longest duration.
 */
export function readBound(
  name: string,
  definition: JsonObject,
  log: ProblemLog,
): { readonly numeric: JsonObject; readonly longest?: DurationRange } {
  const max = member(definition, 'max')
  const rest = Object.fromEntries(Object.entries(definition).filter(([key]) => key !== 'max'))
  const path = ['parameters', name, 'max']
  if (textAt(definition, 'type') !== 'duration') {
    if (max === undefined || typeof max === 'number') return { numeric: definition }
    log.report(
      'wrong-type',
      path,
      `Expected 'max' of '${name}' to be a number, since its type is '${textAt(definition, 'type') ?? ''}', but found ${shownValue(max, false).en}.`,
    )
    return { numeric: rest }
  }
  if (max === undefined) return { numeric: rest }
  const parsed = typeof max === 'string' ? parseDuration(max) : undefined
  if (parsed && !parsed.ok) {
    reportDuration(log, parsed, path)
    return { numeric: rest }
  }
  if (!parsed || parsed.range.lower || parsed.range.upper.unit === 'end-of-day') {
    log.report(
      'wrong-duration',
      path,
      `Expected 'max' of '${name}' to be the longest duration allowed, but found ${shownValue(max, false).en}.`,
      { hint: 'Write one duration with its unit, such as 10 working days.' },
    )
    return { numeric: rest }
  }
  return { numeric: rest, longest: parsed.range }
}

/** Reports a duration above its bound, or in another unit, which nobody can compare with it. `true` where it fits. */
export function checkLongest(
  name: string,
  { range, longest }: { readonly range: DurationRange; readonly longest: DurationRange },
  { log, path }: { readonly log: ProblemLog; readonly path: ValuePath },
): boolean {
  const { upper, lower } = range
  const bound = longest.upper
  const sameUnit = upper.unit === bound.unit && (lower === undefined || lower.unit === bound.unit)
  if (sameUnit && upper.amount <= bound.amount) return true
  const most = formatDuration(longest, 'en')
  log.report(
    'wrong-duration',
    path,
    `Expected '${name}' to be at most ${most}, but found ${formatDuration(range, 'en')}.`,
    {
      expected: `at most ${most}`,
      found: formatDuration(range, 'en'),
      hint: sameUnit
        ? `Write ${most} or less.`
        : `Write it in the unit of the bound, ${most} or less: other units cannot be compared with it.`,
    },
  )
  return false
}
