import type { SchemaNode } from './schema-node.js'

const prefix = '#/$defs/'

/** Follows `$ref`. The name is that of the definition, or the one given where there is no reference. */
export function resolveSchema(
  document: SchemaNode,
  schema: SchemaNode,
  name: string,
): { readonly schema: SchemaNode; readonly name: string } {
  let current = schema
  let currentName = name
  while (current.$ref) {
    currentName = current.$ref.slice(prefix.length)
    current = document.$defs?.[currentName] ?? {}
  }
  return { schema: current, name: schema.$ref ? currentName : current.title ? name : '' }
}
