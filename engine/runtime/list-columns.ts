import { valueAt } from '../core/index.js'
import type { InstanceRecord } from '../core/record.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonValue } from '../errors/index.js'
import type { SavedStep } from '../store/port.js'
import { earliestDue } from '../store/earliest-due.js'

/** What lists show and search besides the record itself. What stands paused is not due. */
export function listColumns(
  process: CheckedProcess,
  record: InstanceRecord,
): Pick<SavedStep, 'search' | 'nextDueAt' | 'dueProvisional'> {
  const running = record.suspended ? [] : record.deadlines.filter(({ paused }) => !paused)
  const due = earliestDue(running)
  return {
    search: searchValues(process, record),
    ...(due ? { nextDueAt: due.at } : {}),
    ...(due?.provisional ? { dueProvisional: true } : {}),
  }
}

/** Values lists are searched by: every text at or below a path marked `search`. */
function searchValues(process: CheckedProcess, record: InstanceRecord): { field: string; value: string }[] {
  return Object.values(process.fields).flatMap(({ name, searchPaths }) =>
    searchPaths.flatMap((path) => {
      const field = path === '' ? name : `${name}.${path}`
      return textsBelow(valueAt(record.data, field)).map((value) => ({ field, value }))
    }),
  )
}

function textsBelow(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (value === null || value === undefined || typeof value === 'boolean') return []
  return Object.values(value).flatMap(textsBelow)
}
