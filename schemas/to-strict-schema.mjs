import { exactlyOneOf } from './exactly-one-of.mjs'

const houseKeywords = ['short', 'shortKeys', 'shortPattern', 'exactlyOneOf']
const refTo = (ref) => ref.replace('#/definitions/', '#/$defs/')

/**
 * The 2020-12 schema of the long form. With `keepHouseKeywords` it is the one the engine validates with, which knows
 * `exactlyOneOf` as a keyword of its own, and the keys short forms may use.
 */
export function toStrictSchema(source, { keepHouseKeywords }) {
  const convert = (node, isSchema) => {
    if (Array.isArray(node)) return node.map((item) => convert(item, isSchema))
    if (typeof node !== 'object' || node === null) return node
    if (!isSchema) return convertMap(node)
    if (node.$ref)
      return { $ref: refTo(node.$ref), ...(node.description && { description: node.description }) }
    const result = {}
    for (const [key, value] of Object.entries(node)) {
      if (key === 'exactlyOneOf' && !keepHouseKeywords) Object.assign(result, exactlyOneOf(value))
      if (houseKeywords.includes(key) && !(keepHouseKeywords && key === 'exactlyOneOf')) continue
      result[key] = convertKeyword(key, value)
    }
    return result
  }
  const convertMap = (map) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value, true)]))
  const convertKeyword = (key, value) => {
    if (['properties', 'definitions'].includes(key)) return convertMap(value)
    if (
      ['items', 'additionalProperties', 'propertyNames', 'allOf', 'anyOf', 'if', 'then', 'not'].includes(key)
    )
      return convert(value, true)
    return value
  }
  const { definitions, ...schema } = convert(source, true)
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema, $defs: definitions }
}
