import { DeliveryFailed, ServiceRefused } from '../../channels/index.js'
import type { JsonObject } from '../../errors/index.js'
import { placeOf } from '../failure-text.js'
import { storableOutput } from '../../channels/storable-output.js'

/** A pause a receiver asks for is respected up to a day. */
const longestPause = 86_400_000
const longestMessage = 2000

/** An attempt that failed. The message holds no secret and no value of the case. */
export interface FailedAttempt {
  readonly kind: 'failed'
  /** One of `deliveryCodes`, or `attempt-lost`. */
  readonly code: string
  readonly message: string
  /** Another attempt would fail as well. */
  readonly permanent: boolean
  /** Milliseconds from now before which the receiver wants no other. */
  readonly retryAfter?: number
}

/** A service that says no for a reason of the matter. */
export interface RefusedAttempt {
  readonly kind: 'refused'
  readonly message: string
  readonly code?: string
  readonly details?: JsonObject
}

/** What came of one attempt. */
export type AttemptOutcome =
  { readonly kind: 'done'; readonly output: JsonObject } | FailedAttempt | RefusedAttempt

/** What a handler returned. What cannot be kept is a failure for good: it was done, and would be done again. */
export function outcomeOf(returned: unknown): AttemptOutcome {
  const storable = storableOutput(returned)
  if (storable.ok) return { kind: 'done', output: storable.output }
  const { expected, found } = storable
  const message = `Expected the handler to return ${expected}, but it returned ${found}.`
  return { kind: 'failed', code: 'answer-invalid', message, permanent: true }
}

/** What a handler threw. Whatever does not say otherwise is worth another attempt. */
export function outcomeOfThrown(thrown: unknown): FailedAttempt | RefusedAttempt {
  try {
    if (thrown instanceof ServiceRefused) return refusal(thrown)
    if (thrown instanceof DeliveryFailed) return failure(thrown)
    const message = `Expected the handler to return, but it threw. ${placeOf(thrown)}`
    return { kind: 'failed', code: 'receiver-failed', message: plainText(message), permanent: false }
  } catch {
    // A thrown value may be made so that looking at it throws.
    const message = 'Expected the handler to return, but it threw something that cannot be read.'
    return { kind: 'failed', code: 'receiver-failed', message, permanent: false }
  }
}

function failure({ code, message, permanent, retryAfter }: DeliveryFailed): FailedAttempt {
  const asked =
    typeof retryAfter === 'number' && retryAfter > 0 ? Math.min(retryAfter, longestPause) : undefined
  return {
    kind: 'failed',
    code: plainText(code),
    message: plainText(message),
    permanent: (permanent as unknown) === true,
    ...(asked !== undefined && { retryAfter: asked }),
  }
}

function refusal({ message, code, details }: ServiceRefused): RefusedAttempt {
  const kept = details === undefined ? undefined : storableOutput(details)
  return {
    kind: 'refused',
    message: plainText(message),
    ...(code !== undefined && { code: plainText(code) }),
    ...(kept?.ok && { details: kept.output }),
  }
}

/** Short, and without what no database takes. What a program throws need not be what its type says. */
function plainText(text: unknown): string {
  return String(text)
    .slice(0, longestMessage)
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
}
