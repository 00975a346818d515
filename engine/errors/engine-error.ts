import type { ErrorCode } from './error-codes.js'

/** Misuse, infrastructure or a bug: thrown, never used for what a person may do wrong. */
export class EngineError extends Error {
  readonly code: ErrorCode
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.name = 'EngineError'
    this.code = code
    this.retryable = options.retryable ?? false
  }
}
