import type { CheckedProcess } from '../../definition/checked-process.js'
import type { RefusalReason, Text } from '../../errors/index.js'
import type { Actor } from '../command.js'
import type { Draft } from '../draft.js'
import type { TaskRecord } from '../record.js'
import { bilingual } from '../refusals.js'
import { rolesTitle } from '../titles.js'
import { hasTask } from './task-taken.js'
import { taskTitle } from './task-title.js'

/** Who wants to take a task from whoever has it. */
interface PassingOn {
  readonly actor: Actor
  /** An operator's action, which needs a reason and no role. */
  readonly operator?: true
  readonly reason?: string
}

/**
 * Why somebody may not give a task back or to somebody else: whoever has it may, unless the process leaves that to
 * others, so may the roles that assign it, and an operator with a reason.
 */
export function whyNotPassedOn(
  { process, facts }: Pick<Draft, 'process' | 'facts'>,
  record: TaskRecord,
  { actor, operator, reason }: PassingOn,
): RefusalReason | undefined {
  const { state } = record
  if (assigningRoles(process, state).some((role) => actor.roles.includes(role))) return undefined
  if (hasTask(record, actor) && process.states.get(state)?.task?.swap !== false) return undefined
  if (!operator) return notYours({ process, facts }, record)
  return reason === undefined ? reasonNeeded(process, record) : undefined
}

/**
 * Roles that may give the task of a state to others: those of `mayAssign`, else whom the breach of a deadline of the
 * state is told, or of the nearest one around it.
 */
function assigningRoles(process: CheckedProcess, path: string): readonly string[] {
  const named = process.states.get(path)?.task?.mayAssign ?? []
  if (named.length > 0) return named
  for (let state = process.states.get(path); state; state = around(process, state.parent)) {
    const told = state.deadlines.flatMap(({ escalate, ladder }) => [
      ...escalate,
      ...ladder.flatMap(({ to }) => to),
    ])
    if (told.length > 0) return [...new Set(told)]
  }
  return []
}

function around(process: CheckedProcess, parent: string | undefined) {
  return parent === undefined ? undefined : process.states.get(parent)
}

function notYours(
  { process, facts }: Pick<Draft, 'process' | 'facts'>,
  { state, assignee }: TaskRecord,
): RefusalReason {
  const title = taskTitle(process, state)
  const { swap = true } = process.states.get(state)?.task ?? {}
  const roles = assigningRoles(process, state)
  if (!swap && roles.length === 0) return notToBePassedOn(title, state)
  const called = rolesTitle(facts.roleTitles, roles)
  const chinese = [...(swap ? ['现办理人'] : []), ...(roles.length > 0 ? [called['zh-CN']] : [])].join('、')
  const english = [...(swap ? ['whoever has it'] : []), ...(roles.length > 0 ? [called.en] : [])].join(', ')
  return {
    code: 'forbidden',
    text: bilingual(
      `“${title['zh-CN']}”只能由以下人员转交或退回：${chinese}。`,
      `Expected one of ${english} to give '${title.en}' away, but it was somebody else.`,
    ),
    state,
    roles: [...roles],
    ...(assignee === undefined ? {} : { expected: assignee }),
  }
}

function notToBePassedOn(title: Text, state: string): RefusalReason {
  return {
    code: 'forbidden',
    text: bilingual(
      `“${title['zh-CN']}”不得自行转交或退回。`,
      `Expected '${title.en}' to stay with whoever has it, since it may be given neither away nor back.`,
    ),
    state,
  }
}

function reasonNeeded(process: CheckedProcess, { state, assignee }: TaskRecord): RefusalReason {
  const title = taskTitle(process, state)
  return {
    code: 'forbidden',
    text: bilingual(
      `“${title['zh-CN']}”由他人办理中，管理员收回时须说明理由。`,
      `Expected a reason why an operator takes '${title.en}' from whoever has it, but there is none.`,
    ),
    state,
    ...(assignee === undefined ? {} : { expected: assignee }),
  }
}
