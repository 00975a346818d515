import { createScope } from '../../expression/index.js'
import type { Bindings, Expression, Scope, ValueType } from '../../expression/expression.js'
import type { Instant } from '../../time/instant.js'
import type { CheckedValue } from '../checked-process.js'
import { compileCondition } from '../compile/compile-expression.js'
import { compileValue, type WrittenValue } from '../compile/compile-value.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import { inValue } from '../rules/flow/placed-expressions.js'

/** Names expressions of a schedule may begin with. */
const roots = ['item', 'now', 'today']

/** The scope of a schedule: `now`, `today` and, where it goes over objects, `item`. */
export function scheduleScope(zone: string, item?: ValueType): Scope {
  const nothing = { data: {}, params: {}, decisions: {}, states: [], papers: [] }
  return createScope({ ...nothing, ...(item && { item }), zone })
}

/** What the expressions of a schedule read at an instant. */
export function bindingsAt(scope: Scope, id: string, now: Instant): Bindings {
  return scope.bind({
    data: {},
    params: {},
    actor: { id: `schedule:${id}`, roles: [] },
    instance: { id: '', process: '', createdAt: now },
    visits: {},
    vouchers: {},
    now,
    decide: () => ({}),
  })
}

/** Compiles a value of `with`. Reports expressions that name what is not there before a case is. */
export function compileWith(log: ProblemLog, scope: Scope, written: WrittenValue): CheckedValue | undefined {
  const value = compileValue(log, scope, written)
  for (const { expression, path } of value ? inValue(value, written.path) : [])
    reportNames(log, expression, path)
  return value
}

/** Compiles `where`. */
export function compileWhere(
  log: ProblemLog,
  scope: Scope,
  source: string,
  path: ValuePath,
): Expression | undefined {
  const expression = compileCondition(log, scope, source, path)
  if (expression) reportNames(log, expression, path)
  return expression
}

function reportNames(log: ProblemLog, expression: Expression, path: ValuePath): void {
  const foreign = expression.reads.find((read) => !roots.includes(read.split('.')[0] ?? ''))
  if (foreign !== undefined)
    log.report(
      'expression-unknown-name',
      path,
      `Expected one of ${roots.join(', ')}, but '${foreign}' is not there before the case has begun.`,
      { expected: roots.join(', '), found: foreign },
    )
  for (const { path: read } of expression.untested)
    log.report(
      'field-not-tested',
      path,
      `Expected '${read}' to be tested before it is read, since it may be absent. The case would not be started then.`,
      { found: read, severity: 'warning', hint: `Write or(${read}, …), or leave it out.` },
    )
}
