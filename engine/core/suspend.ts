import type { RefusalReason } from '../errors/index.js'
import type { Command } from './command.js'
import type { Draft } from './draft.js'
import { closeStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import { bilingual, StepRefused } from './refusals.js'
import { whyEnded } from './operate/why-ended.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'

/** Why a case that stands still takes no event. */
export const instanceSuspended: RefusalReason = {
  code: 'instance-suspended',
  text: bilingual(
    '该案件已暂停，恢复后才能继续办理。',
    'Expected a case that goes on, but this one is suspended. Resume it first.',
  ),
}

const notSuspended: RefusalReason = {
  code: 'instance-not-suspended',
  text: bilingual(
    '该案件没有暂停，无需恢复。',
    'Expected a suspended case, but this one goes on. There is nothing to resume.',
  ),
}

/** Stands a case still: no event is taken and every clock pauses until it is resumed. */
export function suspend(
  draft: Draft,
  values: StepValues,
  { reason, actor }: Extract<Command, { kind: 'suspend' }>,
): Advanced {
  if (draft.ended) throw new StepRefused([whyEnded(draft.before)])
  draft.suspended = { at: draft.at, by: actor.id, reason }
  return noted(draft, values, { type: 'suspended', reason })
}

/** Lets a suspended case go on: every clock has the time left that it had. */
export function resume(
  draft: Draft,
  values: StepValues,
  { reason }: Extract<Command, { kind: 'resume' }>,
): Advanced {
  if (draft.ended) throw new StepRefused([whyEnded(draft.before)])
  if (!draft.suspended) throw new StepRefused([notSuspended])
  draft.suspended = undefined
  return noted(draft, values, { type: 'resumed', reason })
}

/** An operator's words may hold a name, so that they can be erased like a note. */
function noted(
  draft: Draft,
  values: StepValues,
  { type, reason }: { readonly type: 'suspended' | 'resumed'; readonly reason: string },
): Advanced {
  const trail = new TrailBody({})
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note(type, trail.body, trail.personal)
  return closeStep(draft, values)
}
