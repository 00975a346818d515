import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { canonicalJson } from '../../errors/canonical-json.js'
import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isDate, parseInstant } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import { linearPattern } from './linear-pattern.js'
import { schemaMistake, type SchemaMistake } from './schema-escape-mistake.js'

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  // Money and other amounts: 0.07 is no multiple of 0.01 in binary.
  multipleOfPrecision: 6,
  logger: false,
  formats: { date: isDate, 'date-time': (text: string) => parseInstant(text) !== undefined },
  code: { regExp: Object.assign(toPattern, { code: 'toPattern' }) },
})

function toPattern(source: string): { test(text: string): boolean; toString(): string } {
  const pattern = linearPattern(source)
  if (!pattern) throw new SyntaxError(`Expected a pattern of the linear-time engine, but found ${source}.`)
  // Ajv tells patterns apart by their text; without one of its own, each would be taken for the first.
  return { test: (text) => pattern.test(text), toString: () => source }
}

const validators = new Map<string, ValidateFunction | undefined>()
const mostKept = 500

/** Where a value does not fit a plain JSON Schema, and what would have fitted there. */
export interface SchemaFault {
  readonly path: ValuePath
  /** The value at the path; `null` where there is none. */
  readonly value: JsonValue
  readonly wrong: SchemaMistake
}

/**
 * Checks a value against the plain JSON Schema written under a field's `schema:`. The schema must have passed
 * `schemaEscapeFault`. One kind of fault per place, the deepest first. Validators are compiled when first asked and kept by
 * the schema's text.
 */
export function checkAgainstSchema(schema: JsonObject, value: JsonValue): readonly SchemaFault[] {
  const validate = validatorOf(schema)
  if (!validate || validate(value)) return []
  const errors = validate.errors ?? []
  const chosen: ErrorObject[] = []
  for (const error of [...errors].sort(mostTelling))
    if (!chosen.some((other) => isWithin(other.instancePath, error.instancePath))) chosen.push(error)
  return chosen.flatMap((error) => errors.filter((other) => isSame(error, other))).map(faultIn(value))
}

/** One keyword may complain several times at one place: once for every part that is missing or unknown. */
function isSame(a: ErrorObject, b: ErrorObject): boolean {
  return a.instancePath === b.instancePath && a.schemaPath === b.schemaPath
}

function faultIn(value: JsonValue): (error: ErrorObject) => SchemaFault {
  return (error) => {
    const { wrong, part } = schemaMistake(error)
    const { path, found } = follow(error.instancePath, value)
    return { path: part === undefined ? path : [...path, part], value: found ?? null, wrong }
  }
}

/** The deepest first; at one place the choice itself before what some branch of it would have wanted. */
function mostTelling(a: ErrorObject, b: ErrorObject): number {
  return depth(b) - depth(a) || Number(isChoice(b)) - Number(isChoice(a))
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf'
}

function isWithin(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}/`)
}

/**
 * Validates plain JSON Schema 2020-12 with the formats and the pattern engine of the forms. `undefined` when it is
 * no JSON Schema; a process with such a field does not pass its check, and so never runs.
 */
export function validatorOf(schema: JsonObject): ValidateFunction | undefined {
  const key = canonicalJson(schema)
  if (validators.has(key)) return validators.get(key)
  if (validators.size >= mostKept) validators.clear()
  const validate = compile(schema)
  validators.set(key, validate)
  return validate
}

function compile(schema: JsonObject): ValidateFunction | undefined {
  try {
    return ajv.compile(schema)
  } catch {
    return undefined
  } finally {
    // Ajv keeps every schema it compiled for ever; the map above is the only cache wanted.
    ajv.removeSchema(schema)
  }
}

function depth(error: ErrorObject): number {
  return error.instancePath.split('/').length
}

function follow(
  pointer: string,
  value: JsonValue,
): { readonly path: ValuePath; readonly found: JsonValue | undefined } {
  let found: JsonValue | undefined = value
  const path = pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
      if (Array.isArray(found)) {
        found = found[Number(key)]
        return Number(key)
      }
      found = typeof found === 'object' && found !== null ? found[key] : undefined
      return key
    })
  return { path, found }
}
