import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { ValuePath } from '../document.js'
import { isObject } from './json-access.js'
import { linearPattern } from './linear-pattern.js'
import { validatorOf } from './schema-escape.js'

/** Keywords a field's `schema:` may use: those that cost time in proportion to the value and load nothing. */
const plainKeywords = [
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'required',
  'minProperties',
  'maxProperties',
  'title',
  'description',
  'examples',
]
const schemaKeywords = [
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
]
const listKeywords = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const mapKeywords = ['properties', '$defs']
const known = new Set([...plainKeywords, ...schemaKeywords, ...listKeywords, ...mapKeywords, '$ref'])

const deepest = 20
const mostSchemas = 2_000
const formats = new Set(['date', 'date-time'])

/** Why a plain JSON Schema may not be used, and where in it. */
export interface SchemaEscapeFault {
  readonly path: ValuePath
  readonly message: string
  readonly found?: string
}

/**
 * Looks at a plain JSON Schema before Ajv makes code of it: only known keywords, no `$id`, no reference outside
 * `#/$defs/…`, no reference in a circle, bounded depth and size (references counted as often as they are followed).
 */
export function schemaEscapeFault(schema: JsonObject): SchemaEscapeFault | undefined {
  const walk: Walk = { root: schema, schemas: 0, following: [] }
  const fault = visit(walk, schema, [])
  if (fault || validatorOf(schema)) return fault
  return { path: [], message: 'Expected a JSON Schema, but some keyword in it has a value it cannot have.' }
}

interface Walk {
  readonly root: JsonObject
  schemas: number
  readonly following: string[]
}

function visit(walk: Walk, schema: JsonValue, path: ValuePath): SchemaEscapeFault | undefined {
  if (typeof schema === 'boolean') return undefined
  if (!isObject(schema)) return { path, message: 'Expected a JSON Schema, but found another value.' }
  walk.schemas += 1
  if (path.length > deepest * 2 || walk.schemas > mostSchemas)
    return {
      path,
      message: `Expected a schema of at most ${deepest} levels and ${mostSchemas} parts, but it is larger.`,
    }
  for (const [keyword, value] of Object.entries(schema)) {
    const fault = visitKeyword(walk, keyword, value, [...path, keyword])
    if (fault) return fault
  }
  return undefined
}

function visitKeyword(
  walk: Walk,
  keyword: string,
  value: JsonValue,
  path: ValuePath,
): SchemaEscapeFault | undefined {
  if (!known.has(keyword)) return { path, message: unknownKeyword(keyword), found: keyword }
  if (keyword === '$ref') return follow(walk, value, path)
  if (schemaKeywords.includes(keyword)) return visit(walk, value, path)
  if (listKeywords.includes(keyword))
    return visitEach(walk, Array.isArray(value) ? value.entries() : [], path)
  if (mapKeywords.includes(keyword))
    return visitEach(walk, Object.entries(isObject(value) ? value : {}), path)
  if (keyword === 'pattern' && (typeof value !== 'string' || value.length > 500 || !linearPattern(value)))
    return {
      path,
      message:
        'Expected a pattern of the linear-time engine, but found look-around, back references or no pattern at all.',
    }
  if (keyword === 'format' && (typeof value !== 'string' || !formats.has(value)))
    return { path, message: "Expected the format 'date' or 'date-time', but found another." }
  return undefined
}

function visitEach(
  walk: Walk,
  schemas: Iterable<readonly [string | number, JsonValue]>,
  path: ValuePath,
): SchemaEscapeFault | undefined {
  for (const [key, schema] of schemas) {
    const fault = visit(walk, schema, [...path, key])
    if (fault) return fault
  }
  return undefined
}

function follow(walk: Walk, reference: JsonValue, path: ValuePath): SchemaEscapeFault | undefined {
  const name =
    typeof reference === 'string' ? /^#\/\$defs\/([A-Za-z0-9_-]+)$/.exec(reference)?.[1] : undefined
  const definitions = walk.root['$defs']
  const target = name !== undefined && isObject(definitions) ? definitions[name] : undefined
  if (name === undefined || target === undefined)
    return {
      path,
      message: "Expected a reference such as '#/$defs/name' to a part of the same schema, but found another.",
    }
  if (walk.following.includes(name))
    return {
      path,
      message: `Expected no reference in a circle, but '${name}' refers to itself.`,
      found: name,
    }
  walk.following.push(name)
  const fault = visit(walk, target, path)
  walk.following.pop()
  return fault
}

function unknownKeyword(keyword: string): string {
  return `Expected a keyword of plain JSON Schema that is allowed here, but found '${keyword}'.`
}
