/** What can be wrong with a request before the engine is asked, with its HTTP status. A test compares this list with the pages in `docs/problems/`. */
export const requestCodes = {
  'request-malformed': 400,
  'request-invalid': 422,
  'request-too-large': 413,
  'request-too-deep': 400,
  'media-type-unsupported': 415,
  'not-authenticated': 401,
  'key-revoked': 401,
  'key-expired': 401,
  'route-unknown': 404,
  'method-not-allowed': 405,
  'cursor-expired': 410,
  'too-many-streams': 429,
} as const

export type RequestCode = keyof typeof requestCodes
