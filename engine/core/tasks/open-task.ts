import type { CheckedTask } from '../../definition/checked-process.js'
import type { Draft } from '../draft.js'
import type { TaskRecord } from '../record.js'
import { bilingual, refuse, StepRefused } from '../refusals.js'
import { instanceEnded } from '../send.js'

/** The open task of this id, with what its state says of it. Throws `StepRefused`: `unknown-task`, `instance-ended`. */
export function openTask(
  draft: Draft,
  id: string,
): { readonly record: TaskRecord; readonly task: CheckedTask } {
  if (draft.ended) refuse(instanceEnded)
  const record = draft.tasks.find((one) => one.id === id)
  const task = record && draft.process.states.get(record.state)?.task
  if (record && task) return { record, task }
  throw new StepRefused([
    {
      code: 'unknown-task',
      text: bilingual(
        '没有这项待办，或者它已经办结。',
        'Expected an open task of this case, but there is none with this id.',
      ),
      found: id,
    },
  ])
}
