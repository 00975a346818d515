import type { ProblemCode } from '../contract/operation.js'
import type { problem } from '../contract/refusal-schemas.js'
import type { Described } from '../contract/schema.js'

/** An answer as problem+json. */
export type ProblemAnswer = Described<typeof problem>

/** The server did not do what was asked, and says why. Thrown by every call. */
export class ProblemError extends Error {
  /** Stable; `problem.type` leads to the page that explains it. */
  readonly code: ProblemCode
  readonly status: number
  /** The whole answer: reasons of a refusal, mistakes of a request, what is accepted now. */
  readonly problem: ProblemAnswer

  constructor(problem: ProblemAnswer) {
    super(problem.detail)
    this.name = 'ProblemError'
    this.code = problem.code as ProblemCode
    this.status = problem.status
    this.problem = problem
  }
}

/**
 * No answer of the server that can be read: the network failed, or something in between answered. `retried` says that
 * it was asked again in vain. A request that changes something may have taken effect: ask again with the same key.
 */
export class NoAnswerError extends Error {
  /** Key of the request, for asking again. */
  readonly idempotencyKey: string | undefined

  constructor(
    message: string,
    options: { readonly cause?: unknown; readonly idempotencyKey?: string | undefined },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'NoAnswerError'
    this.idempotencyKey = options.idempotencyKey
  }
}
