import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonValue } from '../errors/index.js'
import { valueAt } from './data-path.js'
import type { InstanceRecord } from './record.js'

/** One value by which a case is found: a text at or below a path marked `search`, by its own dotted path. */
export interface SearchValue {
  readonly field: string
  readonly value: string
}

/** Values lists are searched by, as they were written: every text at or below a path marked `search`. */
export function searchValues(
  { fields }: Pick<CheckedProcess, 'fields'>,
  { data }: Pick<InstanceRecord, 'data'>,
): readonly SearchValue[] {
  return Object.values(fields).flatMap(({ name, searchPaths }) =>
    searchPaths.flatMap((path) => {
      const field = path === '' ? name : `${name}.${path}`
      return textsBelow(field, valueAt(data, field))
    }),
  )
}

function textsBelow(field: string, value: JsonValue | undefined): readonly SearchValue[] {
  if (typeof value === 'string') return [{ field, value }]
  if (typeof value === 'number') return [{ field, value: String(value) }]
  if (value === null || value === undefined || typeof value === 'boolean') return []
  return Object.entries(value).flatMap(([name, part]) => textsBelow(`${field}.${name}`, part))
}
