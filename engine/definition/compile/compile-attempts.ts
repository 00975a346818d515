import type { JsonObject } from '../../errors/json.js'
import { parseDuration } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import { isObject, member, textAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'

/** How outside work is attempted. `retry` as it is written, `timeout` of one attempt in ms. */
export interface Attempts {
  readonly retry?: JsonObject
  readonly timeout?: number
}

const msOf: { readonly [unit: string]: number } = { second: 1000, minute: 60_000, hour: 3_600_000 }

/**
 * `retry` and `timeout` beside each other. Both pass outside the calendar, so they are seconds, minutes or hours; what
 * is not is reported and left out.
 */
export function compileAttempts(log: ProblemLog, holder: JsonObject, path: ValuePath): Attempts {
  const retry = member(holder, 'retry')
  if (isObject(retry))
    for (const key of ['interval', 'maxInterval']) plainTime(log, textAt(retry, key), [...path, 'retry', key])
  const timeout = plainTime(log, textAt(holder, 'timeout'), [...path, 'timeout'])
  return { ...(isObject(retry) && { retry }), ...(timeout !== undefined && { timeout }) }
}

function plainTime(log: ProblemLog, text: string | undefined, path: ValuePath): number | undefined {
  if (text === undefined) return undefined
  const parsed = parseDuration(text)
  const upper = parsed.ok && !parsed.range.lower ? parsed.range.upper : undefined
  const ms = upper && upper.amount > 0 ? msOf[upper.unit] : undefined
  if (upper && ms !== undefined) return upper.amount * ms
  const expected = "a time in seconds, minutes or hours, such as '10 seconds'"
  log.report('wrong-duration', path, `Expected ${expected}, but found '${text}'.`, { expected, found: text })
  return undefined
}
