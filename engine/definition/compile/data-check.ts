import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { DataProblem } from '../checked-process.js'
import { checkParts } from './check-value.js'
import type { FieldNode } from './field-node.js'
import { member } from './json-access.js'
import { partLabel } from './part-label.js'
import { dotted, type ValueFault } from './value-fault.js'

/** Faults as people are told about them: by the label of the field, with its path beside it. */
export function dataProblems(
  parts: ReadonlyMap<string, FieldNode>,
  faults: readonly ValueFault[],
): readonly DataProblem[] {
  return faults.map(({ path, message, expected, found, told }) => ({
    field: dotted(path),
    text: told(partLabel(parts, path)),
    message,
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
  }))
}

/** The check of a case's data: unknown fields, types, limits; required fields too when it must be complete. */
export function dataCheck(
  fields: ReadonlyMap<string, FieldNode>,
): (data: JsonObject, options: { readonly complete: boolean }) => readonly DataProblem[] {
  return (data, options) => dataProblems(fields, checkParts(fields, data, options))
}

/** The values filled in when a case starts. A new object every time, so that nobody shares it. */
export function dataDefaults(fields: ReadonlyMap<string, FieldNode>): () => JsonObject {
  const defaults = Object.fromEntries<JsonValue>(
    [...fields].flatMap(([name, node]) => {
      const value = member(node.definition, 'default')
      return value === undefined ? [] : [[name, value]]
    }),
  )
  return () => structuredClone(defaults)
}
