import type { ErrorObject } from 'ajv/dist/2020.js'
import type { FieldProblem } from '../../http/field-problem.js'
import { fieldProblem, unknownMember } from '../../http/field-problem.js'
import type { Schema } from '../schema.js'
import { expectedWords } from './expected-words.js'

/**
 * Mistakes in our own words, one for each place: members in the order of the schema, unknown ones behind them. `whole`
 * is the schema of the body, or of all values of a query.
 */
export function toldMistakes(errors: readonly ErrorObject[], whole: Schema): readonly FieldProblem[] {
  const problems = new Map<string, FieldProblem>()
  const told = errors.filter(({ schemaPath }) => !schemaPath.includes('/anyOf/'))
  for (const error of [...told].sort((a, b) => placeOf(a, whole) - placeOf(b, whole))) {
    const problem = problemOf(error)
    if (!problems.has(problem.field)) problems.set(problem.field, problem)
  }
  return [...problems.values()]
}

function problemOf({ keyword, params, instancePath, parentSchema, data }: ErrorObject): FieldProblem {
  const path = fieldPath(instancePath)
  const inside = (name: string): string => (path === '' ? name : `${path}.${name}`)
  if (keyword === 'required') {
    const field = inside(String(params['missingProperty']))
    return { field, message: `Expected '${field}', but it is missing.` }
  }
  if (keyword === 'additionalProperties') {
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {})
    return unknownMember(inside(String(params['additionalProperty'])), known)
  }
  return fieldProblem(path, expectedWords(parentSchema as Schema), data as never)
}

/** `/expectedVisit/visit` → `expectedVisit.visit`. */
function fieldPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

/** Where the member stands in the schema; what is unknown comes last. */
function placeOf({ keyword, params, instancePath }: ErrorObject, whole: Schema): number {
  const names = Object.keys(whole['properties'] ?? {})
  const [, first] = instancePath.split('/')
  const name = first ?? (keyword === 'required' ? String(params['missingProperty']) : undefined)
  const index = name === undefined ? -1 : names.indexOf(name)
  return index === -1 ? names.length : index
}
