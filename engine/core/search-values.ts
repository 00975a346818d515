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
  return searchedPaths(fields).flatMap((path) => textsBelow(path, valueAt(data, path)))
}

type Fields = CheckedProcess['fields']

/** Paths marked `search`, found once per process: most of its many fields are not. */
const searched = new WeakMap<Fields, readonly string[]>()

function searchedPaths(fields: Fields): readonly string[] {
  let paths = searched.get(fields)
  if (!paths) searched.set(fields, (paths = Object.values(fields).flatMap(pathsOf)))
  return paths
}

function pathsOf({ name, searchPaths }: Fields[string]): readonly string[] {
  return searchPaths.map((path) => (path === '' ? name : `${name}.${path}`))
}

function textsBelow(field: string, value: JsonValue | undefined): readonly SearchValue[] {
  if (typeof value === 'string') return [{ field, value }]
  if (typeof value === 'number') return [{ field, value: String(value) }]
  if (value === null || value === undefined || typeof value === 'boolean') return []
  return Object.entries(value).flatMap(([name, part]) => textsBelow(`${field}.${name}`, part))
}
