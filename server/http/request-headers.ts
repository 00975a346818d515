import type { Request } from 'express'
import { RequestProblem } from './problem-response.js'

/** `Idempotency-Key`, at most 200 characters. */
export function idempotencyKeyOf(request: Request): { idempotencyKey?: string } {
  const key = request.get('Idempotency-Key')
  if (key === undefined) return {}
  if (key === '' || key.length > 200)
    throw new RequestProblem(
      'request-invalid',
      'Expected an Idempotency-Key of 1 to 200 characters, but found another length.',
    )
  return { idempotencyKey: key }
}

/** Revision in `If-Match`, written as the `ETag` of the case. */
export function expectedRevisionOf(request: Request): { expectedRevision?: number } {
  const tag = request.get('If-Match')
  if (tag === undefined || tag === '*') return {}
  const match = /^"([1-9][0-9]{0,14})"$/.exec(tag)
  if (!match)
    throw new RequestProblem(
      'request-invalid',
      `Expected If-Match as the ETag of the case, such as "3", but found ${tag}.`,
    )
  return { expectedRevision: Number(match[1]) }
}

/** For requests that no revision guards: better refused than believed to be guarded. */
export function refuseIfMatch(request: Request): void {
  if (request.get('If-Match') === undefined) return
  throw new RequestProblem(
    'request-invalid',
    'Expected no If-Match here, but found one: this request does not depend on a revision.',
  )
}
