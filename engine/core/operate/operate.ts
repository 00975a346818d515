import type { Command } from '../command.js'
import type { Draft } from '../draft.js'
import { StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { instanceSuspended } from '../suspend.js'
import { cancelByHand } from './cancel-by-hand.js'
import { editData } from './edit-data.js'
import { moveCase } from './move-case.js'
import { reassign } from './reassign.js'
import { reopenCase } from './reopen-case.js'
import { setDeadline, withdrawDeadline } from './set-deadline.js'
import { whyEnded } from './why-ended.js'

type Operate = Extract<Command, { kind: 'operate' }>

/**
 * What an operator does to a case beside its procedure. Refused where the case is in no condition for it: an ended one
 * is reopened first, one that stands still is resumed first, but for its data, which may be put right meanwhile.
 */
export function operate(draft: Draft, values: StepValues, { act, reason, actor }: Operate): Advanced {
  if (act.action === 'reopen') return reopenCase(draft, values, { act, reason })
  if (draft.ended) throw new StepRefused([whyEnded(draft.before)])
  if (act.action === 'edit-data') return editData(draft, values, { ...act, reason })
  if (draft.suspended) throw new StepRefused([instanceSuspended])
  switch (act.action) {
    case 'cancel':
      return cancelByHand(draft, values, reason)
    case 'move':
      return moveCase(draft, values, { act, reason })
    case 'reassign':
      return reassign(draft, values, { act, reason, actor })
    case 'set-deadline':
      return setDeadline(draft, values, { ...act, reason })
    case 'withdraw-deadline':
      return withdrawDeadline(draft, values, { ...act, reason })
  }
}
