import { StacklessError } from '../errors/stackless-error.js'
import type { EvaluationFailure } from './expression.js'

/**
 * Ends one evaluation. It never leaves `Expression.evaluate`, which turns it into a failure value; a decision cell's
 * `matches` and a host's `decide` may throw it, and the expression that asked then fails with the same failure.
 */
export class EvaluationStop extends StacklessError {
  readonly failure: EvaluationFailure

  constructor(failure: EvaluationFailure) {
    super(failure.message)
    this.name = 'EvaluationStop'
    this.failure = failure
  }
}

/** For a calculation that has no result: division by zero, an index out of range, too much work. */
export function failed(message: string): EvaluationStop {
  return new EvaluationStop({ code: 'expression-failed', message })
}

/** For an answer that is not there. */
export function missing(path: string): EvaluationStop {
  return new EvaluationStop(missingAnswer(path))
}

/** The same where nothing has to be stopped. */
export function missingAnswer(path: string): EvaluationFailure {
  return { code: 'field-missing', message: `Expected a value in '${path}', but there is none.`, field: path }
}

/** The failure an error carries, if it carries one; errors without are bugs and go on. */
export function failureOf(error: unknown): EvaluationFailure | undefined {
  if (error instanceof EvaluationStop) return error.failure
  if (!(error instanceof Error) || !('failure' in error)) return undefined
  return isFailure(error.failure) ? error.failure : undefined
}

function isFailure(value: unknown): value is EvaluationFailure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    'code' in value &&
    (value.code === 'field-missing' || value.code === 'expression-failed')
  )
}
