import { searchValues, serialOf } from '../core/index.js'
import type { InstanceRecord } from '../core/record.js'
import type { CheckedProcess } from '../definition/checked-process.js'
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
