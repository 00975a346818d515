import type { JsonValue } from '../../engine/index.js'
import { RequestProblem } from './problem-response.js'

/** A mistake of a body or a query: the member or parameter, and what was expected of it. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** `Expected an object as 'data', but found …`. */
export function fieldProblem(field: string, expected: string, found: JsonValue): FieldProblem {
  return { field, message: `Expected ${expected} as '${field}', but found ${describe(found)}.` }
}

/** A member or parameter nobody knows. `known` are those beside it that are. */
export function unknownMember(
  field: string,
  known: readonly string[],
  none = 'an empty object',
): FieldProblem {
  const expected = known.length === 0 ? none : `one of ${known.join(', ')}`
  return { field, message: `Expected ${expected}, but found '${field.slice(0, 60)}'.` }
}

/** All mistakes of a request in one answer: `request-invalid`. */
export function invalidRequest(problems: readonly FieldProblem[]): RequestProblem {
  return new RequestProblem('request-invalid', problems.map((problem) => problem.message).join(' '), {
    problems,
  })
}

function describe(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const length = typeof value === 'string' && value.length > 60 ? ` of ${value.length} characters` : ''
  return `${typeof value}${length} ${JSON.stringify(value).slice(0, 60)}`
}
