import type { JsonObject, JsonValue } from '../../errors/json.js'
import { parseDuration, type DurationRange } from '../../time/index.js'
import { checkLongest, readBound } from './longest-duration.js'
import { reportDuration } from './report-duration.js'
import type { ValuePath } from '../document.js'
import { checkValue } from './check-value.js'
import { holdsExpression, reportFaults } from './compile-value.js'
import { fieldNode } from './field-node.js'
import { isObject, member, objectsAt, textAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'

/** Values that override defaults, with the log of the file they are written in. */
export interface ParameterValues {
  readonly values: JsonObject
  readonly log: ProblemLog
  readonly path: ValuePath
}

/**
 * Parameters with the value in force: the profile's, else the default. `default` is gone afterwards; a parameter
 * without a value has no `value`. Values that do not fit are reported and left out; so are names nobody declared.
 */
export function bindParameters(
  process: JsonObject,
  log: ProblemLog,
  given?: ParameterValues,
): BoundParameters {
  const declared = objectsAt(process, 'parameters')
  const faulty = new Set<string>()
  if (given) reportUndeclared(given, new Set(declared.map(([name]) => name)))
  const parameters = declared.map(([name, definition]) => {
    const { default: otherwise, ...rest } = definition
    const bounds = readBound(name, definition, log)
    const fallback = fitting({ name, ...bounds, value: otherwise }, log, ['parameters', name, 'default'])
    const value = given && valueGiven({ name, ...bounds }, given)
    const bound = value ?? fallback
    const written = otherwise !== undefined || member(given?.values, name) !== undefined
    if (bound === undefined && written) faulty.add(name)
    return [name, bound === undefined ? rest : { ...rest, value: bound }]
  })
  return { parameters: Object.fromEntries(parameters) as JsonObject, faulty }
}

/** Parameters by name, and which of them lack a value only because what was written did not fit. */
export interface BoundParameters {
  readonly parameters: JsonObject
  readonly faulty: ReadonlySet<string>
}

/**
 * A resolved process with other parameter values, such as those of one scenario. Reports like `bindParameters`;
 * values that do not fit leave what was there.
 */
export function overrideParameters(resolved: JsonObject, given: ParameterValues): JsonObject {
  const parameters = objectsAt(resolved, 'parameters')
  reportUndeclared(given, new Set(parameters.map(([name]) => name)))
  const bound = parameters.map(([name, definition]) => {
    const value = valueGiven({ name, ...readBound(name, definition, given.log) }, given)
    return [name, value === undefined ? definition : { ...definition, value }]
  })
  return { ...resolved, parameters: Object.fromEntries(bound) as JsonObject }
}

function valueGiven(parameter: Bounded, given: ParameterValues): JsonValue | undefined {
  const { name } = parameter
  return fitting({ ...parameter, value: member(given.values, name) }, given.log, [...given.path, name])
}

function reportUndeclared({ values, log, path }: ParameterValues, declared: ReadonlySet<string>): void {
  for (const name of Object.keys(values))
    if (!declared.has(name))
      log.reportUnknown('unknown-parameter', [...path, name], {
        what: 'a parameter of the process',
        name,
        known: declared,
        key: true,
      })
}

interface Bounded {
  readonly name: string
  /** Its definition with bounds of numbers only. */
  readonly numeric: JsonObject
  readonly longest?: DurationRange
}

interface Candidate extends Bounded {
  readonly value: JsonValue | undefined
}

function fitting(candidate: Candidate, log: ProblemLog, path: ValuePath): JsonValue | undefined {
  const { name, numeric: definition, value } = candidate
  if (value === undefined) return undefined
  const type = textAt(definition, 'type')
  if (holdsExpression(value)) {
    log.report('wrong-value', path, `Expected a literal as the value of '${name}', but found an expression.`)
    return undefined
  }
  const faults = checkValue(fieldNode(name, { ...definition, required: false }), value)
  reportFaults(log, faults, path)
  if (faults.length > 0) return undefined
  if (type === 'duration' && typeof value === 'string')
    return fittingDuration({ ...candidate, text: value }, log, path)
  if (type === 'time' && !(typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value))) {
    log.report(
      'wrong-value',
      path,
      `Expected '${name}' to be a time of day such as 09:30, but found another text.`,
    )
    return undefined
  }
  return value
}

function fittingDuration(
  { name, longest, text }: Bounded & { readonly text: string },
  log: ProblemLog,
  path: ValuePath,
): string | undefined {
  const parsed = parseDuration(text)
  if (!parsed.ok) {
    reportDuration(log, parsed, path)
    return undefined
  }
  if (longest && !checkLongest(name, { range: parsed.range, longest }, { log, path })) return undefined
  return text
}

/** Values a profile sets for one process; `undefined` when it sets none. */
export function profileValues(profile: JsonObject, process: string): JsonObject | undefined {
  const values = member(member(profile, 'parameters'), process)
  return isObject(values) ? values : undefined
}
