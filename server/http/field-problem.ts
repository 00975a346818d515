import type { JsonValue } from '../../engine/index.js'
import { RequestProblem } from './problem-response.js'

/** A mistake of a body or a query: the member or parameter, and what was expected of it. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** Names and mistakes that are told; a request may have tens of thousands of both. */
const longestField = 200
const mostTold = 20

/** `Expected an object as 'data', but found …`. */
export function fieldProblem(path: string, expected: string, found: JsonValue): FieldProblem {
  const field = path.slice(0, longestField)
  return { field, message: `Expected ${expected} as '${field}', but found ${describe(found)}.` }
}

/** A member or parameter nobody knows. `known` are those beside it that are. */
export function unknownMember(
  field: string,
  known: readonly string[],
  none = 'an empty object',
): FieldProblem {
  const expected = known.length === 0 ? none : `one of ${known.join(', ')}`
  return {
    field: field.slice(0, longestField),
    message: `Expected ${expected}, but found '${field.slice(0, 60)}'.`,
  }
}

/** The mistakes of a request in one answer: `request-invalid`. Past the first twenty only how many more there are. */
export function invalidRequest(problems: readonly FieldProblem[]): RequestProblem {
  const told = problems.slice(0, mostTold)
  const more = problems.length - told.length
  const words = told.map((problem) => problem.message)
  return new RequestProblem(
    'request-invalid',
    [...words, ...(more > 0 ? [`And ${more} more.`] : [])].join(' '),
    {
      problems: told,
      ...(more > 0 && { moreProblems: more }),
    },
  )
}

function describe(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const length = typeof value === 'string' && value.length > 60 ? ` of ${value.length} characters` : ''
  return `${typeof value}${length} ${JSON.stringify(value).slice(0, 60)}`
}
