import type { CheckedProcess } from '../definition/checked-process.js'
import type { Text } from '../errors/index.js'
import type { DeadlineRecord, WaitRecord } from './record.js'
import { stateTitle } from './titles.js'

/** What people call a clock: its title, that of the message it sends, else that of its state. */
export function clockTitle(process: CheckedProcess, run: DeadlineRecord | WaitRecord): Text {
  return ownTitle(process, run) ?? stateTitle(process, run.state)
}

function ownTitle(process: CheckedProcess, run: DeadlineRecord | WaitRecord): Text | undefined {
  const state = process.states.get(run.state)
  if ('name' in run) return state?.deadlines.find(({ name }) => name === run.name)?.title
  if (run.kind === 'after') return state?.after.find(({ key }) => key === run.key)?.title
  // The key of a notice may go on with the item it is sent for.
  const index = Number(run.key.split('.', 1)[0])
  const notice = run.kind === 'notice' ? state?.notices[index] : undefined
  const template = notice?.template ?? state?.reminders[index]?.template
  return notice?.title ?? (template === undefined ? undefined : process.templates.get(template)?.title)
}
