import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { canonicalJson } from '../../errors/canonical-json.js'
import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isDate, parseInstant } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import { linearPattern } from './linear-pattern.js'

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

/**
 * Checks a value against the plain JSON Schema written under a field's `schema:`. The schema must have passed
 * `schemaEscapeFault`. One fault per place, the deepest first; messages say what the value would have to do.
 * Validators are compiled when first asked and kept by the schema's text.
 */
export function checkAgainstSchema(
  schema: JsonObject,
  value: JsonValue,
): readonly { readonly path: ValuePath; readonly message: string }[] {
  const validate = validatorOf(schema)
  if (!validate || validate(value)) return []
  const deepestFirst = [...(validate.errors ?? [])].sort((a, b) => depth(b) - depth(a))
  const byPlace = new Map<string, ErrorObject>()
  for (const error of deepestFirst)
    if (![...byPlace.keys()].some((place) => place.startsWith(error.instancePath)))
      byPlace.set(error.instancePath, error)
  return [...byPlace.values()].map((error) => ({
    path: pointerPath(error.instancePath, value),
    message: error.message ?? `does not fit '${error.keyword}'`,
  }))
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

function pointerPath(pointer: string, value: JsonValue): ValuePath {
  let here: JsonValue | undefined = value
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
      if (Array.isArray(here)) {
        here = here[Number(key)]
        return Number(key)
      }
      here = typeof here === 'object' && here !== null ? here[key] : undefined
      return key
    })
}
