/** Why a delivery failed. Stable; `docs/channels.md` tells each, and a test compares. */
export const deliveryCodes = [
  'no-address',
  'address-invalid',
  'address-refused',
  'host-unknown',
  'connection-failed',
  'timed-out',
  'cancelled',
  'redirected',
  'answer-too-large',
  'answer-invalid',
  'rate-limited',
  'receiver-failed',
  'receiver-refused',
  'receiver-gone',
] as const

export type DeliveryCode = (typeof deliveryCodes)[number]

/**
 * One attempt failed. `permanent`: the same attempt would fail again, so a person has to look. Otherwise it is worth
 * another attempt, not before `retryAfter` (ms from now) where that is given. The message holds no secret, no address of
 * a person and nothing of what was sent, so that it may be logged; there is never a `cause`, for the same reason.
 */
export class DeliveryFailed extends Error {
  readonly code: DeliveryCode
  readonly permanent: boolean
  readonly retryAfter?: number

  constructor(
    code: DeliveryCode,
    message: string,
    { permanent, retryAfter }: { readonly permanent: boolean; readonly retryAfter?: number | undefined },
  ) {
    super(message)
    this.name = 'DeliveryFailed'
    this.code = code
    this.permanent = permanent
    if (retryAfter !== undefined) this.retryAfter = retryAfter
  }
}

/** What an aborted signal means: the time limit, or that the delivery is no longer wanted. Both are temporary. */
export function abortedFailure(signal: AbortSignal): DeliveryFailed {
  const reason: unknown = signal.reason
  if (reason instanceof Error && reason.name === 'TimeoutError')
    return new DeliveryFailed('timed-out', 'Expected an answer within the time limit, but none came.', {
      permanent: false,
    })
  return new DeliveryFailed('cancelled', 'Expected to deliver, but the delivery was cancelled.', {
    permanent: false,
  })
}

/** The code of a network failure, such as `ECONNREFUSED`, or its kind where it has none. Holds no personal value. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown failure'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
