import type { AnswerSchema } from '../forms/index.js'
import type { FieldDefinition } from '../pages/instance/field-definition.js'

/** What a form asks, as the definitions by which values are shown. */
export function definitionsIn(schema: AnswerSchema | undefined): {
  readonly [name: string]: FieldDefinition
} {
  const parts = (schema?.['properties'] ?? {}) as Readonly<Record<string, AnswerSchema>>
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, definitionOf(part)]))
}

function definitionOf(schema: AnswerSchema): FieldDefinition {
  const { 'x-type': type, 'x-label': label, 'x-options': options, items } = schema
  return {
    ...(typeof type === 'string' && { type }),
    ...(label !== undefined && { label: label as NonNullable<FieldDefinition['label']> }),
    ...(schema['properties'] !== undefined && { fields: definitionsIn(schema) }),
    ...(options !== undefined && { of: options as NonNullable<FieldDefinition['of']> }),
    ...(items !== undefined && { of: definitionOf(items as AnswerSchema) }),
  }
}
