/**
 * An error that is an answer and no bug: it is always caught and turned into a value. Its stack would be thrown away, and
 * costs ten times the work it ends.
 */
export class StacklessError extends Error {
  constructor(message: string) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = limit
  }
}
