import type { CheckedProcess } from '../checked-process.js'
import { compileExpression } from './compile-expression.js'
import type { Compilation } from './compilation.js'
import { textAt } from './json-access.js'

/** How urgent a case is: an expression whose value is an integer. */
export function compilePriority({ resolved, log, scopes }: Compilation): Pick<CheckedProcess, 'priority'> {
  const source = textAt(resolved, 'priority')
  if (source === undefined) return {}
  const priority = compileExpression(log, scopes.base, {
    source,
    path: ['priority'],
    expected: { kind: 'integer' },
  })
  return priority ? { priority } : {}
}
