import { toErrorSchema, type RJSFSchema, type RJSFValidationError, type ValidatorType } from '@rjsf/utils'
import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema'
import { withoutEmptyParts } from './given-answers.js'

/** What a mistake is about, beside the answer it stands in. */
export interface Mistake {
  readonly keyword: string
  /** The value the schema holds at that keyword, such as the largest number allowed. */
  readonly limit: unknown
}

/**
 * Checks answers in the browser without making code out of the schema, which the policy of the page forbids. `words`
 * tells a mistake to people. The server checks again; a schema this cannot read is left to it.
 */
export function createFormValidator(words: (mistake: Mistake) => string): ValidatorType {
  const check = (schema: RJSFSchema, answers: unknown): readonly OutputUnit[] => {
    try {
      return new Validator(schema as Schema, '2020-12', false).validate(
        withoutEmptyParts(schema, answers ?? {}) ?? {},
      ).errors
    } catch {
      return []
    }
  }
  return {
    rawValidation: (schema, answers) => ({ errors: [...check(schema, answers)] as never[] }),
    isValid: (schema, answers, root) => check({ $defs: root.$defs, ...schema }, answers).length === 0,
    validateFormData: (answers, schema) => {
      const errors = unique(
        check(schema, answers)
          .filter((unit) => saysWhatIsWrong(unit))
          .map((unit) => told(unit, schema, words)),
      )
      return { errors, errorSchema: toErrorSchema(errors) }
    },
  }
}

/** One that is not told by another below it, and not about one way of several. */
const saysWhatIsWrong = ({ keyword, keywordLocation }: OutputUnit): boolean =>
  !carriers.has(keyword) && !/\/(anyOf|oneOf|not)\//.test(keywordLocation)

/** Keywords that only say that something below them is wrong; what is wrong is told by itself. */
const carriers = new Set([
  '$ref',
  'allOf',
  'if',
  'properties',
  'items',
  'prefixItems',
  'additionalProperties',
  'dependentSchemas',
])

function told(
  { keyword, instanceLocation, keywordLocation, error }: OutputUnit,
  schema: RJSFSchema,
  words: (mistake: Mistake) => string,
): RJSFValidationError {
  const path = pointerParts(instanceLocation)
  // The name of an answer that is missing stands only in the sentence of the checker.
  const missing = needs.has(keyword) ? /"([^"]*)"\.?$/.exec(error)?.[1] : undefined
  const place = missing === undefined ? path : [...path, missing]
  const limit = limitAt(schema, keywordLocation)
  return {
    name: keyword,
    property: place.map((part) => `.${part}`).join(''),
    message: words({ keyword: missing === undefined ? keyword : 'required', limit }),
    stack: '',
  }
}

const needs = new Set(['required', 'dependentRequired'])

function unique(errors: readonly RJSFValidationError[]): RJSFValidationError[] {
  const places = new Set<string>()
  return errors.filter(({ property = '', message }) => {
    const place = `${property} ${message ?? ''}`
    return !places.has(place) && places.add(place)
  })
}

/** What the schema holds where a mistake points; references are followed by its end, which is enough for a limit. */
function limitAt(schema: RJSFSchema, location: string): unknown {
  return pointerParts(location).reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value ? (value as Record<string, unknown>)[part] : undefined,
    schema,
  )
}

function pointerParts(location: string): string[] {
  return location
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}
