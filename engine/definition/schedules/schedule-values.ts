import { createScope } from '../../expression/index.js'
import type { Bindings, Expression, Scope, ValueType } from '../../expression/expression.js'
import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Instant } from '../../time/instant.js'
import type { CheckedValue } from '../checked-process.js'
import { compileCondition } from '../compile/compile-expression.js'
import { compileValue, type WrittenValue } from '../compile/compile-value.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import type { Evaluated } from './checked-schedule.js'

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
  for (const { expression, path } of value ? expressionsOf(value, written.path) : [])
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

/** The values of `with`, or the failure of the first expression that has none. */
export function evaluateAll(
  entries: readonly (readonly [name: string, value: CheckedValue])[],
  bindings: Bindings,
): Evaluated<JsonObject> {
  const values: JsonObject = {}
  for (const [name, value] of entries) {
    const result = evaluate(value, bindings)
    if (!result.ok) return result
    values[name] = result.value
  }
  return { ok: true, value: values }
}

function evaluate(value: CheckedValue, bindings: Bindings): Evaluated<JsonValue> {
  switch (value.kind) {
    case 'literal':
      return { ok: true, value: value.value }
    case 'expression':
      return value.expression.evaluate(bindings)
    case 'object':
      return evaluateAll(value.entries, bindings)
    case 'list': {
      const items: JsonValue[] = []
      for (const each of value.items) {
        const result = evaluate(each, bindings)
        if (!result.ok) return result
        items.push(result.value)
      }
      return { ok: true, value: items }
    }
  }
}

interface Placed {
  readonly expression: Expression
  readonly path: ValuePath
}

function expressionsOf(value: CheckedValue, path: ValuePath): readonly Placed[] {
  switch (value.kind) {
    case 'literal':
      return []
    case 'expression':
      return [{ expression: value.expression, path }]
    case 'object':
      return value.entries.flatMap(([name, each]) => expressionsOf(each, [...path, name]))
    case 'list':
      return value.items.flatMap((each, index) => expressionsOf(each, [...path, index]))
  }
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
