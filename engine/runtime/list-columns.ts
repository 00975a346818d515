import { serialOf, valueAt } from '../core/index.js'
import type { InstanceRecord } from '../core/record.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonValue } from '../errors/index.js'
import type { SavedStep } from '../store/port.js'
import { earliestDue } from '../store/earliest-due.js'

/** What lists show and search besides the record itself. What stands paused is not due. */
export function listColumns(
  process: CheckedProcess,
  record: InstanceRecord,
): Pick<SavedStep, 'search' | 'unit' | 'nextDueAt' | 'dueProvisional'> {
  const running = record.suspended ? [] : record.deadlines.filter(({ paused }) => !paused)
  const unit = serialOf({ process, data: record.data })
  const due = earliestDue(running)
  return {
    search: searchValues(process, record),
    ...(unit === undefined ? {} : { unit }),
    ...(due ? { nextDueAt: due.at } : {}),
    ...(due?.provisional ? { dueProvisional: true } : {}),
  }
}

/** Values lists are searched by: every text at or below a path marked `search`, each by its own path. */
function searchValues(process: CheckedProcess, record: InstanceRecord): SavedStep['search'] {
  return Object.values(process.fields).flatMap(({ name, searchPaths }) =>
    searchPaths.flatMap((path) => {
      const field = path === '' ? name : `${name}.${path}`
      return textsBelow(field, valueAt(record.data, field))
    }),
  )
}

function textsBelow(field: string, value: JsonValue | undefined): SavedStep['search'] {
  if (typeof value === 'string') return [{ field, value }]
  if (typeof value === 'number') return [{ field, value: String(value) }]
  if (value === null || value === undefined || typeof value === 'boolean') return []
  return Object.entries(value).flatMap(([name, part]) => textsBelow(`${field}.${name}`, part))
}
