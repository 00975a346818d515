import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { FieldType } from '../../expression/expression.js'
import type { CheckedParameter } from '../checked-process.js'
import { titleOf } from './bilingual-text.js'
import { dictionary, fieldNode } from './field-node.js'
import { member, objectsAt, textAt, textsAt } from './json-access.js'

type Parameters = { readonly [name: string]: CheckedParameter }

/** The parameters of a resolved process with the values in force. */
export function checkedParameters(resolved: JsonObject): Parameters {
  return dictionary(
    objectsAt(resolved, 'parameters').map(([name, definition]) => {
      const source = textsAt(definition, 'source')
      const value = member(definition, 'value')
      const parameter: CheckedParameter = {
        type: textAt(definition, 'type') ?? 'any',
        ...titleOf(definition),
        ...(source && { source }),
        required: definition['required'] === true,
        ...(value !== undefined && { value }),
      }
      return [name, parameter]
    }),
  )
}

/**
 * Static types of the parameters. A required one counts as there even while it has no value, since no case starts
 * before it has one.
 */
export function parameterTypes(resolved: JsonObject): { readonly [name: string]: FieldType } {
  return dictionary(
    objectsAt(resolved, 'parameters').map(([name, definition]) => {
      const required = definition['required'] === true || member(definition, 'value') !== undefined
      return [name, { type: fieldNode(name, definition).type, required }]
    }),
  )
}

/** Values by name, JSON form; parameters without one are absent. */
export function parameterValues(parameters: Parameters): JsonObject {
  return Object.fromEntries<JsonValue>(
    Object.entries(parameters).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Required parameters without a value: no case starts before each has one. */
export function unsetParameters(parameters: Parameters): readonly string[] {
  return Object.entries(parameters)
    .filter(([, { required, value }]) => required && value === undefined)
    .map(([name]) => name)
}
