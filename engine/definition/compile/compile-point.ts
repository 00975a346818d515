import type { Expression, Scope } from '../../expression/expression.js'
import type { ValuePath } from '../document.js'
import { compileExpression } from './compile-expression.js'
import type { Compilation } from './compilation.js'

/** Compiles an expression that gives a date or a time; reports one that gives something else. */
export function compilePoint(
  { log }: Compilation,
  source: string | undefined,
  { scope, path }: { readonly scope: Scope; readonly path: ValuePath },
): Expression | undefined {
  if (source === undefined) return undefined
  const expression = compileExpression(log, scope, { source, path })
  if (!expression || ['date', 'date-time', 'any'].includes(expression.type.kind)) return expression
  const found = expression.type.kind
  log.report('expression-type', path, `Expected a date or a time, but the expression gives a ${found}.`, {
    expected: 'date or date-time',
    found,
  })
  return undefined
}
