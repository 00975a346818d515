import { type ErrorObject, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { RE2JS } from 're2js'
import { schemas } from '../generated/schemas.js'
import type { SchemaNode } from './schema-node.js'

/** Linear in the length of the text, whatever the pattern. */
const regExp = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern)
    // The validator tells patterns apart by their text.
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern }
  },
  { code: 'linearTimePattern' },
)

const compiled = new Map<string, ValidateFunction>()

/** Faults of a value against the schema of its kind. Schemas are compiled when first needed, and kept. */
export function validateShape(kind: string, value: unknown): readonly ErrorObject[] {
  let validate = compiled.get(kind)
  if (!validate) {
    validate = createAjv().compile(schemaOf(kind))
    compiled.set(kind, validate)
  }
  return validate(value) ? [] : (validate.errors ?? [])
}

/** The strict schema of a kind of document. */
export function schemaOf(kind: string): SchemaNode {
  const schema = schemas[kind]
  if (!schema) throw new Error(`Expected a schema for '${kind}', but there is none.`)
  return schema
}

/**
 * Compiling takes longer than validating anything people write, and every command pays for it. So the schemas, which a
 * test holds against the meta-schema, are not checked again, and the code made of them is not polished.
 */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allErrors: true,
    verbose: true,
    meta: false,
    validateSchema: false,
    code: { regExp, optimize: false },
  })
  ajv.addKeyword({
    keyword: 'exactlyOneOf',
    type: 'object',
    schemaType: 'array',
    validate: (keys: readonly string[], value: object) => keys.filter((key) => key in value).length === 1,
  })
  return ajv
}
