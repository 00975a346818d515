import type { JsonObject, JsonValue } from '../../errors/json.js'
import { largestAmount } from './expected-value.js'
import { choiceOptions, defaultMaxLength, maxItemsOf, type FieldNode } from './field-node.js'
import { bilingualAt } from './bilingual-text.js'
import { isObject, member, objectAt, textAt } from './json-access.js'

/**
 * JSON Schema 2020-12 of an object made of fields: what `checkParts` says, for other programs and for forms in a
 * browser. `schema:` parts are hoisted into `$defs`, so that their references still hold. What people are told stands
 * beside, in members that check nothing: `x-label`, `x-help`, `x-options` (labels by option) and `x-type`, the type as
 * the process has it.
 */
export function objectSchema(parts: ReadonlyMap<string, FieldNode>): JsonObject {
  const definitions: JsonObject = {}
  const schema = partsSchema(parts, definitions, '')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...schema,
    ...(Object.keys(definitions).length > 0 && { $defs: definitions }),
  }
}

function partsSchema(
  parts: ReadonlyMap<string, FieldNode>,
  definitions: JsonObject,
  path: string,
): JsonObject {
  const required = [...parts.values()].filter((part) => part.required).map((part) => part.name)
  const properties = [...parts].map(([name, part]) => [
    name,
    fieldSchema(part, definitions, path === '' ? name : `${path}.${name}`),
  ])
  return {
    type: 'object',
    properties: Object.fromEntries(properties) as JsonObject,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

function fieldSchema(node: FieldNode, definitions: JsonObject, path: string): JsonObject {
  const own = { ...typeSchema(node, definitions, path), ...told(node) }
  const escape = member(node.definition, 'schema')
  if (!isObject(escape)) return own
  const { $defs, ...rest } = escape
  if (isObject($defs))
    for (const [name, schema] of Object.entries($defs)) definitions[`${path}.${name}`] = moved(schema, path)
  definitions[path] = moved(rest, path)
  return { ...own, allOf: [{ $ref: `#/$defs/${path}` }] }
}

/** What people are told about a field, and what they enter it with. */
function told({ definition }: FieldNode): JsonObject {
  const label = bilingualAt(definition, 'label')
  const help = bilingualAt(definition, 'help')
  const type = textAt(definition, 'type')
  const options = objectAt(definition, 'of')
  return {
    ...(label && { 'x-label': { ...label } }),
    ...(help && { 'x-help': { ...help } }),
    ...(type !== undefined && { 'x-type': type }),
    ...(type === 'choice' && Object.keys(options).length > 0 && { 'x-options': options }),
  }
}

/** References of a hoisted schema, pointed at where its parts went. */
function moved(schema: JsonValue, path: string): JsonValue {
  if (Array.isArray(schema)) return schema.map((each) => moved(each, path))
  if (!isObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/$defs/', `#/$defs/${path}.`)
        : moved(value, path),
    ]),
  )
}

function typeSchema(node: FieldNode, definitions: JsonObject, path: string): JsonObject {
  const { definition, type } = node
  switch (type.kind) {
    case 'boolean':
      return { type: 'boolean' }
    case 'integer':
      return {
        type: 'integer',
        minimum: bound(definition, 'min', Number.MIN_SAFE_INTEGER),
        maximum: bound(definition, 'max', Number.MAX_SAFE_INTEGER),
      }
    case 'number':
      return { type: 'number', ...range(definition) }
    case 'money':
      return {
        type: 'number',
        multipleOf: 0.01,
        minimum: bound(definition, 'min', -largestAmount),
        maximum: bound(definition, 'max', largestAmount),
      }
    case 'date':
    case 'date-time':
      return { type: 'string', format: type.kind }
    case 'choice':
      return { type: 'string', enum: [...choiceOptions(definition)] }
    case 'list':
      return {
        type: 'array',
        maxItems: maxItemsOf(definition),
        ...(node.item && { items: fieldSchema(node.item, definitions, `${path}.items`) }),
      }
    case 'object':
      return partsSchema(node.parts, definitions, path)
    case 'any':
      return definition['type'] === 'object' ? { type: 'object' } : { not: { type: 'null' } }
    case 'text':
    case 'duration':
      return textSchema(definition)
  }
}

function textSchema(definition: JsonObject): JsonObject {
  const { minLength, maxLength, pattern } = definition
  return {
    type: 'string',
    minLength: typeof minLength === 'number' ? minLength : 1,
    maxLength: typeof maxLength === 'number' ? maxLength : defaultMaxLength,
    ...(typeof pattern === 'string' && { pattern }),
  }
}

function range(definition: JsonObject): JsonObject {
  const { min, max } = definition
  return {
    ...(typeof min === 'number' && { minimum: min }),
    ...(typeof max === 'number' && { maximum: max }),
  }
}

function bound(definition: JsonObject, key: 'min' | 'max', otherwise: number): number {
  const value = definition[key]
  return typeof value === 'number' ? value : otherwise
}
