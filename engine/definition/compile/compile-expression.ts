import type { Expression, Scope, ValueType } from '../../expression/expression.js'
import type { ValuePath } from '../document.js'
import type { ProblemLog } from './problem-log.js'

/** An expression as it is written. */
export interface WrittenExpression {
  readonly source: string
  readonly path: ValuePath
  /** Where `source` begins in the text at `path`: 1 behind a leading `=`. */
  readonly offset?: number
  /** Type it must have. */
  readonly expected?: ValueType
}

/** Compiles an expression; reports its problems at their place inside the text. */
export function compileExpression(
  log: ProblemLog,
  scope: Scope,
  { source, path, offset = 0, expected }: WrittenExpression,
): Expression | undefined {
  const result = scope.compile(source, expected)
  if (result.ok) return result.expression
  for (const { code, message, start, end, ...details } of result.problems)
    log.report(code, path, message, { ...details, range: { start: start + offset, end: end + offset } })
  return undefined
}

/** Compiles what decides: a guard, a requirement, an invariant, the `where` of a list. */
export function compileCondition(
  log: ProblemLog,
  scope: Scope,
  source: string,
  path: ValuePath,
): Expression | undefined {
  return compileExpression(log, scope, { source, path, expected: { kind: 'boolean' } })
}
