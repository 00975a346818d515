import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import { stateTitle } from '../titles.js'

/** What people call a task: its own title, else that of its state. */
export function taskTitle(process: CheckedProcess, state: string): Text {
  return process.states.get(state)?.task?.title ?? stateTitle(process, state)
}
