import { escapeHtml, inline } from './escape-html.js'

/** As much of a JSON Schema as the reference shows. */
export interface ShownSchema {
  readonly $ref?: string
  readonly description?: string
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: ShownSchema
  readonly properties?: { readonly [name: string]: ShownSchema }
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | ShownSchema
  readonly anyOf?: readonly ShownSchema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
}

/** The type of a value in one line, with links to named schemas. */
export function typeLine(schema: ShownSchema): string {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return `<a href="#schema-${name}">${escapeHtml(name)}</a>`
  if (schema.enum) return schema.enum.map((word) => `<code>${escapeHtml(String(word))}</code>`).join(' or ')
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`
  if (schema.anyOf) return schema.anyOf.map(typeLine).join(' or ')
  if (schema.type === 'array') return `list of ${schema.items ? typeLine(schema.items) : 'values'}`
  if (schema.format === 'date-time') return 'moment, RFC 3339'
  if (schema.format === 'date') return 'day, <code>2026-10-01</code>'
  if (schema.type === 'object' && !schema.properties)
    return typeof schema.additionalProperties === 'object' &&
      Object.keys(schema.additionalProperties).length > 0
      ? `object of ${typeLine(schema.additionalProperties)}`
      : 'object'
  return `${kinds[schema.type ?? ''] ?? 'any value'}${limits(schema)}`
}

const kinds: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '<code>true</code> or <code>false</code>',
  object: 'object',
}

function limits({ minimum, maximum, maxLength }: ShownSchema): string {
  if (maxLength !== undefined) return ` of at most ${maxLength} characters`
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  return minimum === undefined || minimum === 0 ? '' : ` from ${minimum}`
}

/** Members of an object as rows of a table, those of objects inside it below their own row. */
export function memberRows(schema: ShownSchema, prefix = ''): string {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties)
    .map(([name, member]) => {
      const row = memberRow(prefix + name, member, required.includes(name))
      const inner = member.items ?? member
      const path = `${prefix}${name}${member.items ? '[]' : ''}.`
      return inner.properties ? row + memberRows(inner, path) : row
    })
    .join('')
}

/** One row: name, type, and what it means. */
export function memberRow(name: string, schema: ShownSchema, isNeeded: boolean): string {
  const words = schema.description === undefined ? '' : inline(schema.description)
  const type = schema.properties ? 'object' : typeLine(schema)
  const line = schema.items?.properties ? 'list of objects' : type
  return `<tr><th scope="row"><code>${escapeHtml(name)}</code>${isNeeded ? '' : ' <small>optional</small>'}</th><td>${line}</td><td>${words}</td></tr>`
}

/** A table of rows, or nothing where there are none. */
export const table = (caption: string, rows: string): string =>
  rows === ''
    ? ''
    : `<div class="table"><table><caption>${caption}</caption><tbody>${rows}</tbody></table></div>`
