import type { RequestHandler } from 'express'

/** What a page of another origin may send and read. */
const sent =
  'Authorization, Content-Type, Content-Digest, Idempotency-Key, If-Match, Last-Event-ID, Aftercare-Acting-For, X-Request-Id'
const read =
  'ETag, Location, Idempotency-Replayed, Retry-After, Content-Disposition, Content-Digest, X-Request-Id'

/** How long a browser may remember what it was told, in seconds. */
const remembered = '600'

/**
 * Lets pages of these origins (`https://desk.example`) ask with a key; cookies never come along. Without any it does
 * nothing, and browsers keep other origins out.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins)
  return (request, response, next) => {
    if (allowed.size === 0) {
      next()
      return
    }
    response.vary('Origin')
    const origin = request.get('Origin')
    if (origin === undefined || !allowed.has(origin)) {
      next()
      return
    }
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': read })
    if (request.method !== 'OPTIONS' || request.get('Access-Control-Request-Method') === undefined) {
      next()
      return
    }
    response.set({
      'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
      'Access-Control-Allow-Headers': sent,
      'Access-Control-Max-Age': remembered,
    })
    response.status(204).end()
  }
}
