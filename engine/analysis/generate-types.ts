import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../errors/index.js'
import type { FieldType, ValueType } from '../expression/expression.js'

/**
 * TypeScript types of processes: the data of a case, and the payload of each event. The text is a module; it is
 * the same for the same processes.
 */
export function generateTypes(processes: readonly CheckedProcess[]): string {
  const plain = new Map(processes.map((process) => [process.id, process]))
  for (const process of processes) if (process.profile === undefined) plain.set(process.id, process)
  const names = [...plain.keys()].sort()
  const bodies = names.flatMap((name) => {
    const process = plain.get(name)
    return process ? [processType(process)] : []
  })
  return [
    '/** Types of the processes, written by `aftercare types`. Write them again when a process changes. */',
    'export interface Processes {',
    ...bodies,
    '}',
    '',
  ].join('\n')
}

function processType(process: CheckedProcess): string {
  const data = Object.entries(process.fields).map(([name, { type, required }]) =>
    member(name, { type, required }),
  )
  const events = [...process.events.keys()].map(
    (event) => `      ${JSON.stringify(event)}: ${payloadType(process, event)}`,
  )
  return [
    `  /** ${process.title.en.replaceAll('*/', '')} */`,
    `  ${JSON.stringify(process.id)}: {`,
    `    data: { ${data.join('; ')} }`,
    '    events: {',
    ...events,
    '    }',
    '  }',
  ].join('\n')
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
      return `{ ${Object.entries(type.fields)
        .map(([name, field]) => member(name, field))
        .join('; ')} }`
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
      const required = Array.isArray(schema['required']) ? schema['required'] : []
      const properties = Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonValue })
      const members = properties.map(
        ([name, property]) =>
          `${name}${required.includes(name) ? '' : '?'}: ${schemaType(property as JsonObject)}`,
      )
      return members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`
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
