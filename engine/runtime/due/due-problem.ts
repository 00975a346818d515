import type { ProblemCode } from '../../errors/problem-codes.js'
import type { RequestCode } from '../../errors/request-codes.js'

/** Why a due point cannot be told. The message is a whole sentence, the hint says what to write instead. */
export interface DueProblem {
  readonly code: ProblemCode | RequestCode | 'engine-bug'
  readonly message: string
  /** Where in the request, such as `calendar.hours.mon`. */
  readonly path?: string
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
  readonly hint?: string
}

/** Carries a problem out of the reading of one request. Never leaves this folder. */
export class DueRefused extends Error {
  readonly problem: DueProblem
  /** All of several; the first of them is `problem`. */
  readonly problems: readonly DueProblem[]

  constructor(problem: DueProblem, more: readonly DueProblem[] = []) {
    super(problem.message)
    this.name = 'DueRefused'
    this.problem = problem
    this.problems = [problem, ...more]
  }
}

/** Refuses a value: `Expected …, but found '…'.` */
export function refuse(
  code: DueProblem['code'],
  path: string,
  { expected, found, ...more }: { expected: string; found: string; nearest?: string; hint?: string },
): DueRefused {
  const hint = more.hint ?? (more.nearest === undefined ? undefined : `Did you mean '${more.nearest}'?`)
  return new DueRefused({
    code,
    message: `Expected ${expected} as '${path}', but found ${found}.${hint === undefined ? '' : ` ${hint}`}`,
    path,
    expected,
    found,
    ...(more.nearest === undefined ? {} : { nearest: more.nearest }),
    ...(hint === undefined ? {} : { hint }),
  })
}
