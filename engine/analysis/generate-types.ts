import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../errors/index.js'
import type { FieldType, ValueType } from '../expression/expression.js'

/**
 * TypeScript types of processes: the data a case begins with and holds, and the payload of each event. The text is a
 * module for `typed` (see `docs/embedding.md`); it is the same for the same processes. A process with profiles comes
 * once, since profiles change figures and no types.
 */
export function generateTypes(processes: readonly CheckedProcess[]): string {
  const byId = new Map(processes.map((process) => [process.id, process]))
  const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return [
    '/** Types of the processes, written by `aftercare types`. Write them again when a process changes. */',
    'export interface Processes {',
    ...sorted.map(processType),
    '}',
    '',
  ].join('\n')
}

function processType(process: CheckedProcess): string {
  const defaults = process.defaults()
  const fields = Object.entries(process.fields)
  const held = fields.map(([name, { type, required }]) => member(name, { type, required }))
  const begun = fields.map(([name, { type, required }]) =>
    member(name, { type, required: required && !Object.hasOwn(defaults, name) }),
  )
  const events = [...process.events.keys()].map(
    (event) => `      ${JSON.stringify(event)}: ${payloadType(process, event)}`,
  )
  return [
    `  /** ${process.title.en.replaceAll('*/', '')} */`,
    `  ${JSON.stringify(process.id)}: {`,
    `    start: ${objectType(begun)}`,
    `    data: ${objectType(held)}`,
    `    events: {`,
    ...events,
    '    }',
    '  }',
  ].join('\n')
}

function objectType(members: readonly string[]): string {
  return members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`
}

/** Payload of an event: the forms of all handlers that take it, as alternatives. */
function payloadType(process: CheckedProcess, event: string): string {
  const handlers = [...process.states.values()].flatMap((state) => state.on.get(event) ?? [])
  const types = handlers.map(({ form }) => {
    const schema = form === undefined ? undefined : process.forms.get(form)?.schema
    return schema ? schemaType(schema) : 'Record<string, never>'
  })
  return [...new Set(types)].sort().join(' | ')
}

function member(name: string, { type, required }: FieldType): string {
  return `${name}${required ? '' : '?'}: ${valueType(type)}`
}

function valueType(type: ValueType): string {
  switch (type.kind) {
    case 'choice':
      return type.options.map((option) => JSON.stringify(option)).join(' | ') || 'never'
    case 'list':
      return `readonly (${valueType(type.of)})[]`
    case 'object':
      return objectType(Object.entries(type.fields).map(([name, field]) => member(name, field)))
    case 'integer':
    case 'number':
    case 'money':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'any':
      return 'unknown'
    case 'text':
    case 'date':
    case 'date-time':
    case 'duration':
      return 'string'
  }
}

/** The part of JSON Schema that forms use. */
function schemaType(schema: JsonObject): string {
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ')
  switch (schema['type']) {
    case 'object': {
      if (schema['properties'] === undefined) return 'Record<string, unknown>'
      const required = Array.isArray(schema['required']) ? schema['required'] : []
      const properties = Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonValue })
      const members = properties.map(
        ([name, property]) =>
          `${name}${required.includes(name) ? '' : '?'}: ${schemaType(property as JsonObject)}`,
      )
      return objectType(members)
    }
    case 'array':
      return `readonly (${schemaType((schema['items'] ?? {}) as JsonObject)})[]`
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'string':
      return 'string'
    default:
      return 'unknown'
  }
}
