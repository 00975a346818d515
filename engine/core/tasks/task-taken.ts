import type { CheckedProcess } from '../../definition/checked-process.js'
import type { RefusalReason } from '../../errors/index.js'
import type { Actor } from '../command.js'
import type { TaskRecord } from '../record.js'
import { bilingual } from '../refusals.js'
import { taskTitle } from './task-title.js'

/** Whether somebody has a task, in person or by standing in for whoever has it. */
export function hasTask({ assignee }: Pick<TaskRecord, 'assignee'>, actor: Actor): boolean {
  if (assignee === undefined) return false
  return assignee === actor.id || (actor.standsInFor ?? []).some(({ person }) => person === assignee)
}

/** Whether a process names somebody's role as one that gives the task of a state to others. */
function isNamedToAssign(process: CheckedProcess, state: string, actor: Actor): boolean {
  const roles = process.states.get(state)?.task?.mayAssign ?? []
  return roles.some((role) => actor.roles.includes(role))
}

/**
 * Why the events of the task of a state are not this actor's: somebody else has it, it is `exclusive`, and the process
 * does not name the actor's roles in `mayAssign`.
 */
export function whyTaken(
  { process, tasks }: { readonly process: CheckedProcess; readonly tasks: readonly TaskRecord[] },
  state: string,
  actor: Actor,
): RefusalReason | undefined {
  if (process.states.get(state)?.task?.claim !== 'exclusive') return undefined
  const task = tasks.find((one) => one.state === state)
  if (task?.assignee === undefined || hasTask(task, actor) || isNamedToAssign(process, state, actor))
    return undefined
  return taskTaken(process, task)
}

/** Somebody else has the task. Who it is stands in `found` alone: the text may reach whoever may not list names. */
export function taskTaken(process: CheckedProcess, { state, assignee = '' }: TaskRecord): RefusalReason {
  const title = taskTitle(process, state)
  return {
    code: 'task-taken',
    text: bilingual(
      `“${title['zh-CN']}”正由他人办理。`,
      `Expected '${title.en}' to be free or your own, but somebody else has it.`,
    ),
    state,
    found: assignee,
  }
}
