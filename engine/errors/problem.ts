import type { ProblemCode } from './problem-codes.js'

/** Where something is wrong. Lines and columns count from 1; columns count code points. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  /** End of the marked part, exclusive, when it lies on the same line. */
  readonly endColumn?: number
  /** The text of the line, for the caret. */
  readonly text?: string
  /** Keys from the top of the file to the value, such as `states.negotiating.on.withdraw`. */
  readonly path?: string
}

/** Something wrong in a file, a configuration or a request. Collected, never thrown. */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: 'error' | 'warning'
  /** One sentence: what was expected, but what was found. */
  readonly message: string
  readonly place?: Place
  readonly expected?: string
  readonly found?: string
  /** The nearest known name, when a name was not found. */
  readonly nearest?: string
  /** The next step: what to type or do instead. */
  readonly hint?: string
}
