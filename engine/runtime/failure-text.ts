import { EngineError } from '../errors/index.js'

/** What a log says of a failure: its code, and where it comes from. Never carries case data. */
export interface LoggedFailure {
  readonly code: string
  /** One sentence, or the place in the program for an error that is not the engine's own. */
  readonly detail: string
}

/**
 * A thrown value for the log. Messages of the engine's own errors name no case data; those of other errors may quote
 * a value, so of them only the kind and the place in the program are told.
 */
export function loggedFailure(error: unknown): LoggedFailure {
  if (error instanceof EngineError) return { code: error.code, detail: error.message }
  return { code: 'engine-bug', detail: placeOf(error) }
}

/** Kind and place of an error that is not the engine's own, as a sentence. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return `A ${typeof error} was thrown.`
  // A message may run over several lines; places begin with `at` and end with line and column.
  const frame = (error.stack ?? '').split('\n').find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  return `${error.name} ${frame?.trim() ?? 'at an unknown place'}.`
}
