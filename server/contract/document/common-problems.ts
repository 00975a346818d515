import { refusalCodes, requestCodes } from '../../../engine/index.js'
import { addressOf, pathNames, type Operation, type ProblemCode } from '../operation.js'

const statuses: { readonly [code: string]: number } = {
  ...requestCodes,
  ...refusalCodes,
  'attachment-damaged': 500,
  'engine-bug': 500,
  'record-does-not-fit': 500,
  'definition-invalid': 500,
  'database-failed': 503,
  'database-busy': 503,
  'engine-busy': 503,
  'engine-stopped': 503,
  'host-failed': 503,
}

/** The status a code is answered with. */
export const statusOf = (code: string): number => statuses[code] ?? 500

/** What anything that works with the engine may meet, through no fault of the request. */
const inside: readonly ProblemCode[] = [
  'engine-bug',
  'record-does-not-fit',
  'definition-invalid',
  'database-failed',
  'database-busy',
  'engine-busy',
  'engine-stopped',
  'host-failed',
]

/** Every code an operation may be answered with: its own, and those that come with what it takes. */
export function problemsOf(key: string, operation: Operation): readonly ProblemCode[] {
  const { path } = addressOf(key)
  return [
    ...new Set<ProblemCode>([
      ...operation.problems,
      ...(path.startsWith('/api') ? underKey : []),
      ...(pathNames(path).length > 0 ? (['request-malformed'] as const) : []),
      // A query that nobody knows is refused everywhere.
      'request-invalid',
      ...(operation.body === undefined ? [] : withBody),
      ...(operation.once ? (['idempotency-key-reused'] as const) : []),
      ...(path.startsWith('/api') ? inside : []),
    ]),
  ]
}

/** How somebody may be turned away before anything is looked at. */
const underKey: readonly ProblemCode[] = [
  'not-authenticated',
  'key-revoked',
  'key-expired',
  'token-invalid',
  'token-expired',
  'session-ended',
  'provider-away',
  'cannot-act-for',
  'cross-site-request',
  'key-scope-exceeded',
  'too-many-requests',
]

const withBody: readonly ProblemCode[] = [
  'request-malformed',
  'request-too-large',
  'request-too-deep',
  'media-type-unsupported',
]
