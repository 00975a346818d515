import { nearestName } from '../errors/nearest-name.js'
import type { ProblemCode } from '../errors/problem-codes.js'

/** Something wrong in a calendar's file. `path` holds the keys from the top of the file to the value. */
export interface CalendarProblem {
  readonly path: readonly (string | number)[]
  readonly code: ProblemCode
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
  readonly hint?: string
}

/** Says that a value at a path is not what was expected. What is nearest goes before a hint. */
export function wrong(
  path: CalendarProblem['path'],
  expected: string,
  found: string,
  more: { readonly nearest?: string; readonly hint?: string } = {},
): CalendarProblem {
  const hint = more.nearest === undefined ? more.hint : `Did you mean '${more.nearest}'?`
  return {
    path,
    code: 'wrong-value',
    message: `Expected ${expected}, but found '${found}'.`,
    expected,
    found,
    ...(more.nearest === undefined ? {} : { nearest: more.nearest }),
    ...(hint === undefined ? {} : { hint }),
  }
}

/** The known name that was probably meant, as a detail of a problem. */
export function nearest(name: string, known: readonly string[]): { nearest?: string } {
  const found = nearestName(name, known)
  return found === undefined ? {} : { nearest: found }
}
