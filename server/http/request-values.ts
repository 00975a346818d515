import type { Request } from 'express'
import type { JsonValue, PageRequest } from '../../engine/index.js'
import { fieldProblem, invalidRequest } from './field-problem.js'
import type { RequestProblem } from './problem-response.js'

export { expectedRevisionOf, idempotencyKeyOf } from './request-headers.js'

/** A mistake of one member of a body. */
export function wrongMember(field: string, expected: string, found: JsonValue): RequestProblem {
  return invalidRequest([fieldProblem(field, expected, found)])
}

/** The `{id}` of the address. */
export function idOf(request: Request): string {
  const { id } = request.params
  return typeof id === 'string' ? id : ''
}

/** `limit`, `cursor` and `before` (opaque; the store knows its own), as the contract has checked them. */
export function pageOf({
  limit,
  cursor,
  before,
}: {
  readonly limit?: number
  readonly cursor?: string
  readonly before?: string
}): Partial<PageRequest> {
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(before === undefined ? {} : { before }),
  }
}
