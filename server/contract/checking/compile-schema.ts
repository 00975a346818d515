import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { isDate, parseInstant } from '../../../engine/index.js'
import { componentsIn } from '../document/components-in.js'
import type { Schema } from '../schema.js'

/** `verbose` gives each error the schema that failed, from which its words are made. */
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  formats: {
    'date-time': (value: string) => parseInstant(value) !== undefined,
    date: (value: string) => isDate(value),
  },
})
ajv.addVocabulary(['components'])

const compiled = new WeakMap<Schema, ValidateFunction>()

/** The check of a schema: compiled when it is first needed, and kept as long as the schema is. */
export function compileSchema(schema: Schema): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const validate = ajv.compile({ ...schema, components: { schemas: componentsIn([schema]) } })
  compiled.set(schema, validate)
  return validate
}
