import type { Actor } from '../command.js'
import type { Draft } from '../draft.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { giveTask, releaseTask } from '../tasks/index.js'
import { noteAct } from './note-act.js'
import type { OperatorAction } from './operator-action.js'

type Reassign = Extract<OperatorAction, { action: 'reassign' }>

/** Gives a task to somebody who may do it, or frees it, whoever has it. Roles and four eyes hold for it as always. */
export function reassign(
  draft: Draft,
  values: StepValues,
  asked: { readonly act: Reassign; readonly reason: string; readonly actor: Actor },
): Advanced {
  const { act, reason, actor } = asked
  const { task, to } = act
  noteAct(draft, { action: 'reassign', reason }, { task, ...(to !== undefined && { to }) })
  const common = { task, reason, actor, operator: true } as const
  return to === undefined
    ? releaseTask(draft, values, { kind: 'release', ...common })
    : giveTask(draft, values, { kind: 'assign', to, ...common })
}
