import type { JsonObject, JsonValue } from '../../../errors/json.js'
import type { ColumnBounds } from '../../../expression/index.js'
import type { Expression } from '../../../expression/expression.js'
import type { RuleContext } from '../../rule.js'
import { moments } from '../flow/moments.js'
import { writtenAt } from '../flow/placed-expressions.js'
import { isCertain } from '../flow/present-paths.js'

/** Columns, as `decision.column`, whose input may be absent at some moment at which the decision is asked. */
export type MissingInputs = ReadonlySet<string>

/**
 * What is known of the columns of a decision besides their types: smallest and largest value of the field, and whether
 * the input may be absent: when some moment says so, or, where no moments are given, when it is not tested.
 */
export function columnBounds(
  context: RuleContext,
  decision: string,
  missing?: MissingInputs,
): ReadonlyMap<string, ColumnBounds> {
  const bounds = inputsOf(context, decision).map(([column, input]): [string, ColumnBounds] => {
    const optional = missing ? missing.has(`${decision}.${column}`) : input.untested.length > 0
    return [column, { optional, ...boundsOfField(context, input.source) }]
  })
  return new Map(bounds)
}

/** Looks at every expression that asks a decision, directly or through another one. */
export function inputsMissingWhenAsked(context: RuleContext): MissingInputs {
  const missing = new Set<string>()
  const inputs = new Map([...context.process.decisions.keys()].map((name) => [name, inputsOf(context, name)]))
  for (const { expression, present } of moments(context)) {
    const waiting = decisionsRead(expression)
    const asked = new Set<string>()
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (asked.has(name)) continue
      asked.add(name)
      for (const [column, input] of inputs.get(name) ?? []) {
        waiting.push(...decisionsRead(input))
        if (input.untested.some(({ path }) => !isCertain(context.process, present, path)))
          missing.add(`${name}.${column}`)
      }
    }
  }
  return missing
}

function decisionsRead({ reads }: Expression): string[] {
  return reads.flatMap((read) => /^decisions\.(\w+)/.exec(read)?.[1] ?? [])
}

function inputsOf(
  { document, process }: RuleContext,
  decision: string,
): readonly (readonly [column: string, input: Expression])[] {
  return Object.entries(objectOf(writtenAt(document, ['decisions', decision, 'in']))).flatMap(
    ([column, source]) => {
      const compiled = typeof source === 'string' ? process.scope.compile(source) : undefined
      return compiled?.ok ? [[column, compiled.expression]] : []
    },
  )
}

/** Bounds of the field, where the input is one and nothing else. */
function boundsOfField({ process }: RuleContext, source: string): ColumnBounds {
  const names = /^data\.(\w+(?:\.\w+)*)$/.exec(source.trim())?.[1]?.split('.') ?? []
  const [name = '', ...parts] = names
  const definition = parts.reduce(
    (field, part) => objectOf(objectOf(field['fields'])[part]),
    process.fields[name]?.definition ?? {},
  )
  const { min, max } = definition
  return { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) }
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
    ? value
    : {}
}
