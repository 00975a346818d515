import { exactlyOneOf } from './exactly-one-of.mjs'

/**
 * The draft-07 schema for editors: what people may type, short forms included. In draft-07 nothing may stand beside
 * `$ref`, so remarks go around it.
 */
export function toEditorSchema(source) {
  const { definitions } = source

  const resolve = (node) => (node.$ref ? definitions[node.$ref.slice('#/definitions/'.length)] : node)

  /** Schema of a key that is expanded into another: `target` of `branches` is the target of one branch. */
  const shortKeySchema = (node, key, longKey) => {
    const long = resolve(node.properties[longKey])
    const one = long.items ?? long.additionalProperties
    const property = resolve(one).properties?.[key]
    if (property) return convert(property)
    return long.items ? { anyOf: [convert(one), { type: 'array', items: convert(one) }] } : convert(one)
  }

  const convertMap = (map) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]))

  const convertObject = (node) => {
    const result = {}
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' || key === 'definitions') result[key] = convertMap(value)
      else if (key === 'shortPattern')
        result.patternProperties = { [value]: convert(Object.values(node.properties)[0]) }
      else if (key === 'exactlyOneOf') Object.assign(result, exactlyOneOf(value))
      // `of` has short forms that depend on `type`: editors are not told about them, the engine is.
      else if (['short', 'shortKeys', 'allOf'].includes(key)) continue
      else if (['items', 'additionalProperties', 'propertyNames'].includes(key))
        result[key] = typeof value === 'object' ? convert(value) : value
      else result[key] = value
    }
    for (const [key, longKey] of Object.entries(node.shortKeys ?? {})) {
      result.properties[key] = shortKeySchema(node, key, longKey)
      if (result.required) result.required = result.required.filter((name) => name !== longKey)
    }
    if (result.required?.length === 0) delete result.required
    return result
  }

  const convert = (node) => {
    if (node.$ref) {
      if (!node.description) return { $ref: node.$ref }
      return {
        description: node.description,
        ...(node.examples && { examples: node.examples }),
        allOf: [{ $ref: node.$ref }],
      }
    }
    const { description, examples, ...long } = convertObject(node)
    const remarks = { ...(description && { description }), ...(examples && { examples }) }
    const forms = [long]
    if (node.short) forms.unshift(node.short)
    // A single item may stand where a list is expected.
    if (node.type === 'array' && !node.short && node.items) forms.unshift(convert(node.items))
    if (forms.length === 1) return { ...remarks, ...long }
    if (node.type === 'array' && node.short && resolve(node.items).type !== 'string')
      forms.push(convert(node.items))
    return { ...remarks, anyOf: forms }
  }

  return { $schema: 'http://json-schema.org/draft-07/schema#', ...convert(source) }
}
